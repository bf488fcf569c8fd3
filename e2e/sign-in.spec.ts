import { createPerson, expect, expectAccessible, PASSWORD, test } from "./fixtures";

test("a wrong password is told and nothing typed is lost; the right one leads to the page asked for", async ({
  page,
  server,
  database,
  watched,
}) => {
  // Chromium itself logs the refused sign-in.
  watched.allow(/status of 401/);
  const { email } = await createPerson(database);
  await page.goto(`${server.url}/settings/sessions`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("not the passphrase");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("Check both and try again.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("not the passphrase");
  await expectAccessible(page);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Sessions", level: 1 })).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/settings/sessions`);
});

test("sign-out leaves every tab of this browser, and Back shows nothing", async ({ page, tokens }) => {
  // So that the list lies behind the page that is left.
  await page.goto(`${tokens.origin}/settings/profile`);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect(other.getByRole("heading", { name: "Profile", exact: true, level: 1 })).toBeVisible();
  await page.getByRole("button", { name: /: menu$/ }).click();
  const signOut = page.getByRole("menuitem", { name: "Sign out" });
  await expect(signOut).toBeVisible();
  await expectAccessible(page);
  await signOut.click();
  for (const tab of [page, other]) await expect(tab.getByLabel("E-mail")).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel("E-mail")).toBeVisible();
  await tokens.open();
  await expect(page.getByLabel("E-mail")).toBeVisible();
});
