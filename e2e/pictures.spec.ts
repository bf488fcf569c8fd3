import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { sessions, tokens } from "../db/schema";
import { expect, test } from "./fixtures";
import { TokensPage } from "./pages/tokens-page";

// The README's pictures: `LATCHKEY_PICTURES=docs npx playwright test pictures` after a build. The secret is masked.
const folder = process.env.LATCHKEY_PICTURES;

if (folder)
  test("pictures of the tokens page, the dialog and the reveal, in both themes", async ({
    page,
    person,
    server,
    database,
  }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    const samples = [
      ["GitHub Actions", "6 days", "3 minutes", "10.0.3.7", "terraform/1.11.4"],
      ["Postman", "29 days", "2 hours", "10.0.3.21", "PostmanRuntime/7.43"],
      ["nightly drift report", "88 days", null, null, null],
      ["laptop", null, "4 days", "192.168.1.12", "curl/8.5.0"],
    ] as const;
    for (const [description, expires, used, ip, agent] of samples) {
      const [row] = await database.db
        .insert(tokens)
        .values({
          id: sql`gen_random_uuid()`,
          familyId: sql`gen_random_uuid()`,
          userId: person.id,
          createdBy: person.id,
          description,
          digest: randomBytes(32),
          hint: randomBytes(3).toString("base64url"),
          createdAt: sql`now() - interval '1 day'`,
          updatedAt: sql`now()`,
          lifetimeDays: 30,
          lifetimeHours: 0,
          lifetimeMinutes: 0,
          expiresAt: expires === null ? null : sql`now() + ${expires}::interval`,
          lastUsedAt: used === null ? null : sql`now() - ${used}::interval`,
          lastUsedIp: ip,
          lastUsedAgent: agent,
        })
        .returning({ id: tokens.id });
      expect(row).toBeDefined();
    }
    expect(await database.db.$count(sessions, eq(sessions.userId, person.id))).toBe(1);
    const list = new TokensPage(page, server.url);
    for (const theme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await list.open();
      await expect(list.row("laptop")).toBeVisible();
      await page.screenshot({ path: `${folder}/tokens-${theme}.png` });
      await page.setViewportSize({ width: 360, height: 760 });
      await page.screenshot({ path: `${folder}/tokens-phone-${theme}.png` });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      await page.setViewportSize({ width: 1280, height: 800 });
      await list.openGenerate();
      await page.screenshot({ path: `${folder}/generate-${theme}.png` });
      await list.dialog.getByLabel("Description").fill(`ci-deploy ${theme}`);
      await list.dialog.getByRole("button", { name: "Generate token" }).click();
      await expect(page.getByRole("heading", { name: "Token generated" })).toBeVisible();
      await page.screenshot({
        path: `${folder}/reveal-${theme}.png`,
        mask: [list.secret, list.dialog.locator("pre")],
      });
      await list.copy();
      await list.done();
      await list
        .row(`ci-deploy ${theme}`)
        .getByRole("button", { name: /^Delete/ })
        .click();
      await page.screenshot({ path: `${folder}/delete-${theme}.png` });
      await page.getByRole("alertdialog").getByRole("button", { name: "Delete token" }).click();
      await expect(page.getByRole("alertdialog")).toBeHidden();
    }
  });
