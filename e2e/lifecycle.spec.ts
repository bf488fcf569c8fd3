import { expect as baseExpect, type Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { expect, expectAccessible, PASSWORD, test } from "./fixtures";
import { TokensPage } from "./pages/tokens-page";

const call = (port: string, secret: string, path = "/pat/v1") =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { authorization: `Bearer ${secret}`, "user-agent": "curl/8.5.0" },
  });

for (const hostname of ["localhost", "latchkey.test"])
  test(`from the setup link to a deleted token on http://${hostname}, and the secret is left nowhere`, async ({
    page,
    context,
    startServer,
  }) => {
    const { server, database } = await startServer({}, hostname);
    if (hostname === "localhost") await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const addresses: string[] = [];
    page.on("request", (request) => addresses.push(request.url()));
    const link = /http\S+\/setup#\S+/.exec(server.output())?.[0] ?? "";
    await page.goto(link);
    await page.getByLabel("Name").fill("Olive Owner");
    await page.getByLabel("E-mail").fill("olive@example.test");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Create the owner account" }).click();
    await expect(page.getByRole("heading", { name: "Tokens", exact: true, level: 1 })).toBeVisible();

    const tokens = new TokensPage(page, server.url);
    const secret = await tokens.generate("ci-deploy");
    await expect(tokens.dialog.getByText("Waiting for the first call")).toBeVisible();
    await tokens.copy();
    baseExpect(await page.evaluate(() => "clipboard" in navigator)).toBe(hostname === "localhost");
    baseExpect(await paste(await context.newPage())).toBe(secret);

    const { port } = new URL(server.url);
    baseExpect((await call(port, secret)).status).toBe(202);
    await expect(
      tokens.dialog.getByText(/Works: first used just now from 127\.0\.0\.1 with curl/),
    ).toBeVisible();
    await tokens.done();
    baseExpect(await page.content()).not.toContain(secret);
    await expect(tokens.row("ci-deploy")).toContainText(/Last used .* from 127\.0\.0\.1/);

    await tokens.delete("ci-deploy");
    await expect(tokens.row("ci-deploy")).toHaveCount(0);
    baseExpect((await call(port, secret)).status).toBe(401);
    await expectAccessible(page);

    const { rows } = await database.db.execute(
      sql`select string_agg(query_to_xml(format('select * from %I', table_name), true, false, '')::text, '') as dump
          from information_schema.tables where table_schema = 'public'`,
    );
    const needle = secret.split(".")[2] ?? secret;
    for (const place of [JSON.stringify(rows), server.output(), addresses.join("\n")])
      baseExpect(place).not.toContain(needle);
  });

/** What Ctrl+V puts into a field elsewhere: the clipboard, as the person finds it. */
async function paste(elsewhere: Page): Promise<string> {
  await elsewhere.setContent("<textarea aria-label='Paste here'></textarea>");
  const field = elsewhere.getByLabel("Paste here");
  await field.focus();
  await elsewhere.keyboard.press("Control+V");
  const text = await field.inputValue();
  await elsewhere.close();
  return text;
}
