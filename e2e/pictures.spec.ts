import { expect, type Page, test } from "@playwright/test";
import { createTestDatabase } from "../db/testing";
import { startTestConsole, type TestConsole } from "../lib/testing";
import { TokensPage } from "./pages/tokens-page";

// The README's pictures, of the demo data: `LATCHKEY_PICTURES=docs npx playwright test pictures` after a build. The
// secret is masked.
const folder = process.env.LATCHKEY_PICTURES;

/** What `npm start -- --demo` printed. */
function readPassword(server: TestConsole): string {
  return / with (\S+) \(shown once\)/.exec(server.output())?.[1] ?? "";
}

async function signInAs(page: Page, server: TestConsole, email: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(readPassword(server));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Tokens", exact: true, level: 1 })).toBeVisible();
}

if (folder)
  test("pictures of the demo, in both themes", async ({ page }) => {
    test.setTimeout(300_000);
    const database = await createTestDatabase(process.env.LATCHKEY_E2E_ENGINE ?? "");
    const server = await startTestConsole(database.url, { LATCHKEY_DEMO: "1" });
    const list = new TokensPage(page, server.url);
    for (const theme of ["light", "dark"] as const) {
      const shoot = (name: string, options: Parameters<Page["screenshot"]>[0] = {}) =>
        page.screenshot({ path: `${folder}/${name}-${theme}.png`, ...options });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.setViewportSize({ width: 1280, height: 800 });
      await signInAs(page, server, "grace@demo.example");
      await list.open();
      await expect(list.row("Postman")).toBeVisible();
      await shoot("tokens");
      await page.setViewportSize({ width: 360, height: 760 });
      await shoot("tokens-phone");
      await page.setViewportSize({ width: 1280, height: 800 });
      await list.openGenerate();
      await shoot("generate");
      await list.dialog.getByLabel("Description").fill(`ci-deploy ${theme}`);
      await list.dialog.getByRole("button", { name: "Generate token" }).click();
      await expect(page.getByRole("heading", { name: "Token generated" })).toBeVisible();
      const mask = [list.secret, list.dialog.locator("pre")];
      await shoot("reveal", { mask, maskColor: "#9ca3af" });
      await list.copy();
      await list.done();
      const row = list.row(`ci-deploy ${theme}`);
      await row.getByRole("button", { name: /^Delete/ }).click();
      await shoot("delete");
      await page.getByRole("alertdialog").getByRole("button", { name: "Delete token" }).click();
      await expect(page.getByRole("alertdialog")).toBeHidden();

      await page.goto(`${server.url}/organizations`);
      await page.getByRole("link", { name: "acme" }).first().click();
      await page.waitForURL(/\/settings\//);
      await page.goto(`${page.url().replace(/\/settings.*$/, "")}/settings/teams`);
      await expect(page.getByText("platform").first()).toBeVisible();
      await shoot("teams");
      await page
        .getByRole("link", { name: /platform/ })
        .first()
        .click();
      await expect(page.getByRole("heading", { name: "Team API Tokens" })).toBeVisible();
      await shoot("team", { fullPage: true });
      await signInAs(page, server, "olive@demo.example");
      await page.goto(`${server.url}/admin/users`);
      await expect(page.getByText("Grace Hopper").first()).toBeVisible();
      await shoot("users");
    }
    await server.stop();
    await database.close();
  });
