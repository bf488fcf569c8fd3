import { eq } from "drizzle-orm";
import { sessions } from "../db/schema";
import { expect, test } from "./fixtures";
import { TokensPage } from "./pages/tokens-page";
import { seedTokens } from "./seed";

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
    await seedTokens(database, person, [
      {
        description: "GitHub Actions",
        expiresIn: "6 days",
        usedAgo: "3 minutes",
        ip: "10.0.3.7",
        agent: "terraform/1.11.4",
      },
      {
        description: "Postman",
        expiresIn: "29 days",
        usedAgo: "2 hours",
        ip: "10.0.3.21",
        agent: "PostmanRuntime/7.43",
      },
      { description: "nightly drift report", expiresIn: "88 days" },
      {
        description: "laptop",
        expiresIn: null,
        usedAgo: "4 days",
        ip: "192.168.1.12",
        agent: "curl/8.5.0",
      },
    ]);
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
