import { expect, expectAccessible, expectNoSidewaysScroll, PASSWORD, test } from "./fixtures";
import { TokensPage } from "./pages/tokens-page";

test("a new name shows everywhere at once, and after a reload", async ({ page, person, server }) => {
  await page.goto(`${server.url}/settings/profile`);
  await page.getByLabel("Name", { exact: true }).fill("Grace Brewster");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Grace Brewster: menu" })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Grace Brewster");
  await expect(page.getByText(person.email).first()).toBeVisible();
});

test("a password change ends the other sessions and keeps this one", async ({ page, elsewhere, server }) => {
  await page.goto(`${server.url}/settings/profile`);
  await page.getByLabel("Current password").fill("not the passphrase");
  await page.getByLabel("New password", { exact: true }).fill("another long passphrase");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByLabel("Current password")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("New password", { exact: true })).toHaveValue("another long passphrase");
  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("One other session was ended.")).toBeVisible();
  await elsewhere.goto(`${server.url}/settings/tokens`);
  await expect(elsewhere.getByLabel("E-mail")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Profile", level: 1 })).toBeVisible();
});

test("ending one session signs that browser out at its next request", async ({ page, elsewhere, server }) => {
  await page.goto(`${server.url}/settings/sessions`);
  await page.getByRole("button", { name: /^End the session of/ }).click();
  await expect(page.getByText("You are signed in nowhere else.")).toBeVisible();
  await elsewhere.goto(`${server.url}/settings/tokens`);
  await expect(elsewhere.getByLabel("E-mail")).toBeVisible();
});

test("ending all other sessions asks first, and the other browser is out at its next request", async ({
  page,
  elsewhere,
  server,
}) => {
  await page.goto(`${server.url}/settings/sessions`);
  await page.getByRole("button", { name: "End all other sessions" }).click();
  const ask = page.getByRole("alertdialog");
  await expect(ask.getByRole("button", { name: "Keep them" })).toBeFocused();
  await expectAccessible(page);
  await ask.getByRole("button", { name: "End one session" }).click();
  await expect(page.getByText("You are signed in nowhere else.")).toBeVisible();
  await elsewhere.goto(`${server.url}/settings/tokens`);
  await expect(elsewhere.getByLabel("E-mail")).toBeVisible();
});

test("a chosen theme is in the very first HTML after a reload: nothing flashes", async ({
  page,
  person: _signedIn,
  server,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(`${server.url}/settings/appearance`);
  const saved = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("radio", { name: "Dark" }).check();
  await saved;
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const response = await page.reload();
  expect(await response?.text()).toMatch(/^<!DOCTYPE html><html[^>]* data-theme="dark"/);
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
});

test("nothing scrolls sideways at 360 px, on any screen", async ({ page, person: _signedIn, server }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of ["profile", "sessions", "appearance", "tokens"]) {
    await page.goto(`${server.url}/settings/${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoSidewaysScroll(page);
  }
  const tokens = new TokensPage(page, server.url);
  await tokens.openGenerate();
  await expectNoSidewaysScroll(page);
  await tokens.dialog.getByLabel("Description").fill("W".repeat(120));
  await tokens.dialog.getByRole("button", { name: "Generate token" }).click();
  await expect(page.getByRole("heading", { name: "Token generated" })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await tokens.finish();
  await expectNoSidewaysScroll(page);
  await tokens
    .row("WWW")
    .getByRole("button", { name: /^Delete/ })
    .click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expectNoSidewaysScroll(page);
});
