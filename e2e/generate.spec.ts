import type { Locator, Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { tokens as tokenRows } from "../db/schema/tokens";
import { sessions } from "../db/schema/users";
import { expect, expectAccessible, PASSWORD, test } from "./fixtures";

test("every wrong part of a custom lifetime is marked at once, mended one by one, and makes no token", async ({
  page,
  person,
  tokens,
  database,
}) => {
  await tokens.openGenerate();
  const { dialog } = tokens;
  const part = (name: string) => dialog.getByLabel(name, { exact: true });
  const submit = dialog.getByRole("button", { name: "Generate token" });
  await part("Description").fill("parts");
  await dialog.getByRole("radio", { name: "Custom", exact: true }).check();
  await part("Days").fill("-1");
  await part("Minutes").fill("1.5");
  await submit.click();
  await expect(part("Days")).toBeFocused();
  for (const name of ["Days", "Minutes"]) {
    await expect(part(name)).toHaveAttribute("aria-invalid", "true");
    await expect(part(name)).toHaveAccessibleDescription(`${name} must be a whole number, 0 or more.`);
  }
  await expect(part("Hours")).not.toHaveAttribute("aria-invalid");
  await expectAccessible(page);
  await part("Days").fill("1");
  await expect(part("Days")).not.toHaveAttribute("aria-invalid");
  await expect(part("Minutes")).toHaveAttribute("aria-invalid", "true");
  for (const [days, minutes, says] of [
    ["", "", /Enter how long the token shall live/],
    ["1e999", "0", /must be a whole number|too large/],
    ["NaN", "0", /must be a whole number/],
    ["36501", "0", /at most 36500 days/],
  ] as const) {
    await part("Days").fill(days);
    await part("Minutes").fill(minutes);
    await submit.click();
    await expect(dialog.getByRole("alert")).toHaveText(says);
  }
  await part("Days").fill("1");
  await part("Description").fill("ci-\u202Edeploy");
  await submit.click();
  await expect(part("Description")).toHaveAttribute("aria-invalid", "true");
  await expect(part("Description")).toBeFocused();
  expect(await database.db.$count(tokenRows, eq(tokenRows.userId, person.id))).toBe(0);
});

test("a session that ends under the open form is told in it; after a sign-in in another tab the form goes through", async ({
  page,
  context,
  person,
  tokens,
  database,
}) => {
  await tokens.openGenerate();
  const { dialog } = tokens;
  await dialog.getByLabel("Description").fill("patient");
  await dialog.getByRole("radio", { name: "7 days", exact: true }).check();
  await database.db.delete(sessions).where(eq(sessions.userId, person.id));
  await dialog.getByRole("button", { name: "Generate token" }).click();
  await expect(dialog.getByText("You are signed out")).toBeVisible();
  await expect(dialog.getByLabel("Description")).toHaveValue("patient");
  await expect(dialog.getByRole("radio", { name: "7 days" })).toBeChecked();
  await expectAccessible(page);
  const opened = context.waitForEvent("page");
  await dialog.getByRole("link", { name: "sign in in another tab" }).click();
  const tab = await opened;
  await tab.getByLabel("E-mail").fill(person.email);
  await tab.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await tab.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(tab.getByRole("heading", { name: "Tokens", exact: true, level: 1 })).toBeVisible();
  await tab.close();
  await dialog.getByRole("button", { name: "Generate token" }).click();
  await expect(page.getByRole("heading", { name: "Token generated" })).toBeVisible();
  const [row, ...others] = await database.db.select().from(tokenRows).where(eq(tokenRows.userId, person.id));
  expect(row).toMatchObject({ description: "patient", lifetimeDays: 7 });
  expect(others).toEqual([]);
});

test("a token is generated, copied and deleted by the keyboard alone, and the focus is never lost", async ({
  page,
  tokens,
}) => {
  const { dialog } = tokens;
  const generate = page.getByRole("button", { name: "Generate an API token" });
  // On an empty list the first step is offered once.
  await expect(generate).toHaveCount(1);
  await tabTo(page, generate);
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel("Description")).toBeFocused();
  await page.keyboard.type("by keys");
  await tabTo(page, dialog.getByRole("radio", { name: "30 days" }));
  await page.keyboard.press("ArrowLeft");
  await expect(dialog.getByRole("radio", { name: "7 days" })).toBeChecked();
  await tabTo(page, dialog.getByRole("button", { name: "Generate token" }));
  await page.keyboard.press("Space");
  await expect(page.getByRole("heading", { name: "Token generated" })).toBeFocused();
  await tabTo(page, dialog.getByRole("button", { name: "Copy", exact: true }).first());
  await page.keyboard.press("Enter");
  await tabTo(page, dialog.getByRole("button", { name: "Done" }));
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(generate).toBeFocused();
  await expect(tokens.row("by keys")).toContainText("Expires in 7 days");
  await tabTo(page, tokens.row("by keys").getByRole("button", { name: /^Delete/ }));
  await page.keyboard.press("Enter");
  const ask = page.getByRole("alertdialog");
  await expect(ask.getByRole("button", { name: "Keep token" })).toBeFocused();
  await tabTo(page, ask.getByRole("button", { name: "Delete token" }));
  await page.keyboard.press("Enter");
  await expect(tokens.row("by keys")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Tokens", exact: true, level: 1 })).toBeFocused();
});

/** Presses Tab until the control has the focus, as a person would: fails when it is not in the order. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  const hasFocus = () => control.evaluate((element) => element === document.activeElement);
  for (let left = 40; left > 0 && !(await hasFocus()); left -= 1) await page.keyboard.press("Tab");
  await expect(control).toBeFocused();
}
