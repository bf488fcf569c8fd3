import { eq } from "drizzle-orm";
import { tokens as tokenRows } from "../db/schema/tokens";
import { serveElsewhere } from "./another-origin";
import { expect, test } from "./fixtures";

test("another origin's form posts change nothing, with the session's cookie in them", async ({
  page,
  server,
  tokens,
  person,
  database,
  watched,
}) => {
  // The refusals, and the icon that Chromium asks for on their page.
  watched.allow(/status of 40[34]/);
  const replay = page.waitForRequest((request) => (request.postData() ?? "").includes("idempotencyKey"));
  await tokens.generate("mine");
  const action = (await replay).headers()["next-action"] ?? "";
  await tokens.finish();
  const fields = `<input name="$ACTION_ID_${action}" value=""><input name="1_x" value='{"kind":"user"}'>`;
  for (const path of ["/settings/tokens", "/api/auth/signout", "/api/auth/callback/password"]) {
    const evil = await serveElsewhere(
      `<form method="post" enctype="multipart/form-data" action="${server.url}${path}">${fields}<button>Win</button></form>`,
    );
    await page.goto(evil.url);
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "Win" }).click();
    expect((await answer).status()).toBe(403);
    expect((await (await answer).request().allHeaders()).cookie).toContain("latchkey-session=");
    evil.close();
  }
  await tokens.open();
  await expect(tokens.row("mine")).toBeVisible();
  expect(await database.db.$count(tokenRows, eq(tokenRows.userId, person.id))).toBe(1);
});

test("another origin can neither frame a page nor read anything by fetch", async ({
  page,
  server,
  person: _signedIn,
  watched,
}) => {
  watched.allow(/frame|CORS|Failed to load|net::ERR|Content-Security-Policy/i);
  const evil = await serveElsewhere(`<iframe src="${server.url}/settings/tokens"></iframe>`);
  await page.goto(evil.url, { waitUntil: "load" });
  await expect(page.frameLocator("iframe").getByRole("heading", { name: "Tokens" })).toHaveCount(0);
  expect(page.frames().map((frame) => frame.url())).not.toContain(`${server.url}/settings/tokens`);
  const read = (path: string, init: RequestInit) =>
    page.evaluate(
      ([address, options]) =>
        fetch(address, options).then(
          async (response) => `${response.type} ${await response.text()}`,
          () => "refused",
        ),
      [server.url + path, init] as const,
    );
  for (const path of ["/settings/tokens", "/api/auth/csrf", "/pat/v1", "/tokens/v1/self"])
    expect(await read(path, { credentials: "include" })).toBe("refused");
  for (const path of ["/settings/tokens", "/pat/v1"])
    expect(["refused", "opaque "]).toContain(await read(path, { credentials: "include", mode: "no-cors" }));
  evil.close();
});
