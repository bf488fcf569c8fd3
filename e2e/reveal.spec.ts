import { readFile } from "node:fs/promises";
import { eq } from "drizzle-orm";
import { tokens as tokenRows } from "../db/schema/tokens";
import { sessions } from "../db/schema/users";
import { expect, expectAccessible, test } from "./fixtures";
import { TokensPage } from "./pages/tokens-page";

test("two tabs with one idempotency key generate one token, and the second points at it", async ({
  page,
  context,
  server,
  person,
  database,
}) => {
  await context.addInitScript(() => {
    crypto.getRandomValues = <T extends ArrayBufferView | null>(array: T): T => {
      if (array instanceof Uint8Array) array.fill(7);
      return array;
    };
  });
  const [first, second] = [
    new TokensPage(page, server.url),
    new TokensPage(await context.newPage(), server.url),
  ];
  await first.open();
  await second.open();
  await first.generate("once");
  await second.openGenerate();
  await second.dialog.getByLabel("Description").fill("once");
  await second.dialog.getByRole("button", { name: "Generate token" }).click();
  await second.dialog.getByRole("button", { name: "Show the token" }).click();
  await expect(second.row("once")).toHaveCount(1);
  expect(await database.db.$count(tokenRows, eq(tokenRows.userId, person.id))).toBe(1);
});

test("a reload while the reveal is open asks, makes no second token and brings no secret back", async ({
  page,
  tokens,
  person,
  database,
}) => {
  const secret = await tokens.generate("reloaded");
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  expect(asked).toEqual(["beforeunload"]);
  await expect(tokens.row("reloaded")).toHaveCount(1);
  await expect(tokens.dialog).toBeHidden();
  expect(await page.content()).not.toContain(secret);
  expect(await database.db.$count(tokenRows, eq(tokenRows.userId, person.id))).toBe(1);
});

test("Forward after a closed reveal does not bring the secret back", async ({ page, tokens }) => {
  const secret = await tokens.generate("forward");
  await tokens.finish();
  await page.goForward();
  await expect(tokens.row("forward")).toBeVisible();
  await expect(tokens.dialog).toBeHidden();
  expect(await page.content()).not.toContain(secret);
});

test("a session that ends while the reveal is open takes the secret with it", async ({
  page,
  tokens,
  person,
  database,
}) => {
  const secret = await tokens.generate("interrupted");
  await database.db.delete(sessions).where(eq(sessions.userId, person.id));
  await expect(page.getByLabel("E-mail")).toBeVisible();
  expect(await page.content()).not.toContain(secret);
});

test("Download is a file named after the description with the secret in it, and then Done asks nothing", async ({
  page,
  tokens,
}) => {
  const secret = await tokens.generate("GitHub Actions (prod)");
  const started = page.waitForEvent("download");
  await tokens.dialog.getByRole("button", { name: "Download" }).click();
  const download = await started;
  expect(download.suggestedFilename()).toBe("github-actions-prod.token.txt");
  expect(await readFile(await download.path(), "utf8")).toBe(`${secret}\n`);
  await download.delete();
  await tokens.done();
});

test("where nothing lets a page copy, the secret is selected and the keys are told; copied so, Done asks nothing", async ({
  page,
  tokens,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    document.execCommand = () => false;
  });
  await tokens.open();
  const secret = await tokens.generate("locked down");
  await tokens.dialog.getByRole("button", { name: "Copy", exact: true }).first().click();
  await expect(tokens.dialog.getByRole("alert")).toContainText("press Ctrl+C");
  await expect(tokens.dialog.getByText("Copied", { exact: true })).toHaveCount(0);
  await expect(tokens.secret).toBeFocused();
  const selected = await tokens.secret.evaluate((field) =>
    field instanceof HTMLTextAreaElement ? field.value.slice(field.selectionStart, field.selectionEnd) : "",
  );
  expect(selected).toBe(secret);
  await expectAccessible(page);
  await page.keyboard.press("Control+C");
  await tokens.done();
});

test.describe("in New York, across a change of the clocks", () => {
  test.use({ timezoneId: "America/New_York" });

  test("a day is 24 hours, and the instant is told on New York's clock", async ({
    page,
    tokens,
    person,
    database,
  }) => {
    const days = findDaysToChange("America/New_York");
    await tokens.openGenerate();
    await tokens.dialog.getByLabel("Description").fill("changed clocks");
    await tokens.dialog.getByRole("radio", { name: "Custom", exact: true }).check();
    await tokens.dialog.getByLabel("Days", { exact: true }).fill(String(days));
    await tokens.dialog.getByRole("button", { name: "Generate token" }).click();
    await expect(page.getByRole("heading", { name: "Token generated" })).toBeVisible();
    await tokens.finish();
    await tokens.generate("thirty days");
    await tokens.finish();
    const rows = await database.db.select().from(tokenRows).where(eq(tokenRows.userId, person.id));
    const hours = rows.map((row) => ((row.expiresAt?.getTime() ?? 0) - row.createdAt.getTime()) / 3_600_000);
    expect(hours.sort((a, b) => a - b)).toEqual([days * 24, 720].sort((a, b) => a - b));
    const expiresAt = rows.find((row) => row.description === "changed clocks")?.expiresAt ?? new Date(0);
    await tokens
      .row("changed clocks")
      .getByRole("button", { name: /^Expires/ })
      .focus();
    await expect(page.getByRole("tooltip")).toHaveText(sayInNewYork(expiresAt));
  });
});

/** How many whole days from now the zone's offset is another one for the first time. */
function findDaysToChange(zone: string): number {
  const offsetAfter = (days: number) =>
    new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" })
      .formatToParts(Date.now() + days * 86_400_000)
      .find(({ type }) => type === "timeZoneName")?.value;
  let days = 1;
  while (offsetAfter(days) === offsetAfter(0)) days += 1;
  return days;
}

/** Written apart from the product's own formatting. */
function sayInNewYork(at: Date): RegExp {
  const say = (options: Intl.DateTimeFormatOptions) =>
    at.toLocaleString("en-GB", { timeZone: "America/New_York", ...options });
  const day = `${say({ day: "numeric" })} ${at.toLocaleString("en-US", { timeZone: "America/New_York", month: "short" })}`;
  const time = say({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return new RegExp(`${day} ${say({ year: "numeric" })}, ${time} \\(America/New_York\\)`);
}
