import type { Page } from "@playwright/test";
import { policy } from "../db/schema/instance";
import {
  createPerson,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  OWNER,
  PASSWORD,
  signIn,
  test,
} from "./fixtures";
import { TokensPage } from "./pages/tokens-page";

async function openUsers(page: Page, url: string, search = ""): Promise<void> {
  await page.goto(`${url}/admin/users${search && `?q=${encodeURIComponent(search)}`}`);
  await expect(page.getByRole("heading", { name: "Users", level: 1 })).toBeVisible();
}

async function change(page: Page, name: string, item: string, act: string): Promise<void> {
  await page.getByRole("button", { name: `Change ${name}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: act }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
}

test("an invited person opens the link in another browser, sets name and password, and is in; the link works once", async ({
  page,
  browser,
  server,
}) => {
  await signIn(page, server, OWNER);
  await openUsers(page, server.url);
  await page.getByRole("button", { name: "Invite a user" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill("Invited@example.test");
  await dialog.getByRole("button", { name: "Create the link" }).click();
  const link = await dialog.getByLabel("Link").inputValue();
  expect(link).toMatch(/\/setup#[\w-]{43}$/);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Close" }).first().click();
  await expect(page.getByText("invited@example.test")).toBeVisible();
  expect(await page.content()).not.toContain(link.split("#")[1]);

  const context = await browser.newContext();
  const theirs = await context.newPage();
  await theirs.goto(link);
  await expect(theirs.getByText(/Olive Owner invites you/)).toBeVisible();
  await theirs.getByRole("button", { name: "Create my account" }).click();
  await expect(theirs.getByText("Enter a name.")).toBeVisible();
  await theirs.getByLabel("Name").fill("Ivy Invited");
  await theirs.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await expectAccessible(theirs);
  await theirs.getByRole("button", { name: "Create my account" }).click();
  await expect(theirs.getByRole("heading", { name: "Tokens", exact: true, level: 1 })).toBeVisible();

  await theirs.goto("about:blank");
  await theirs.goto(link);
  await expect(theirs.getByText(/used already/)).toBeVisible();
  await context.close();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Ivy Invited" })).toBeVisible();
  await expect(page.getByRole("heading", { name: /Pending invitations/ })).toBeHidden();
});

test("an e-mail that an account has is told so at its field, and a withdrawn invitation opens nothing", async ({
  page,
  browser,
  server,
}) => {
  await signIn(page, server, OWNER);
  await openUsers(page, server.url);
  const invite = page.getByRole("button", { name: "Invite a user" });
  await invite.press("Enter");
  await expect(page.getByRole("dialog").getByLabel("E-mail")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(invite).toBeFocused();
  await invite.press("Enter");
  await page.getByRole("dialog").getByLabel("E-mail").fill(OWNER);
  await page.getByRole("dialog").getByRole("button", { name: "Create the link" }).click();
  await expect(page.getByText(/belongs to the account of Olive Owner/)).toBeVisible();
  await page.getByRole("dialog").getByLabel("E-mail").fill("withdrawn@example.test");
  await page.getByRole("dialog").getByRole("button", { name: "Create the link" }).click();
  const link = await page.getByRole("dialog").getByLabel("Link").inputValue();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Withdraw the invitation of withdrawn@example.test" }).click();
  await expect(page.getByText("Invitation withdrawn")).toBeVisible();
  const context = await browser.newContext();
  const theirs = await context.newPage();
  await theirs.goto(link);
  await expect(theirs.getByText(/expired or was withdrawn/)).toBeVisible();
  await context.close();
});

test("a suspension shows and stops tokens and sessions: 401 at the next call, out at the next request; restored, the token lives", async ({
  page,
  browser,
  server,
  database,
}) => {
  const person = await createPerson(database, "Sam Suspended");
  const context = await browser.newContext();
  const theirs = await context.newPage();
  await signIn(theirs, server, person.email);
  const tokens = new TokensPage(theirs, server.url);
  await tokens.open();
  const secret = await tokens.generate("ci");
  await tokens.finish();
  const call = async () =>
    (await fetch(`${server.url}/pat/v1`, { headers: { authorization: `Bearer ${secret}` } })).status;
  expect(await call()).toBe(202);

  await signIn(page, server, OWNER);
  await openUsers(page, server.url, person.email);
  await page.getByRole("button", { name: "Change Sam Suspended" }).click();
  await page.getByRole("menuitem", { name: "Suspend" }).click();
  const ask = page.getByRole("alertdialog");
  await expect(ask.getByText("1 live token is refused and 1 session ends at once.")).toBeVisible();
  await expect(ask.getByRole("button", { name: "Keep active" })).toBeFocused();
  await expectAccessible(page);
  await ask.getByRole("button", { name: "Suspend" }).click();
  await expect(ask).toBeHidden();
  expect(await call()).toBe(401);
  await theirs.goto(`${server.url}/settings/tokens`);
  await expect(theirs.getByLabel("E-mail")).toBeVisible();
  await expect(page.getByText("Suspended", { exact: true })).toBeVisible();

  await change(page, "Sam Suspended", "Restore", "Restore");
  expect(await call()).toBe(202);
  await theirs.goto(`${server.url}/settings/tokens`);
  await expect(theirs.getByLabel("E-mail")).toBeVisible();
  await context.close();
});

test("the last owner can neither suspend themselves nor step down, and an owner made here can step down again", async ({
  page,
  server,
  database,
}) => {
  const person = await createPerson(database, "Nora New");
  await signIn(page, server, OWNER);
  await openUsers(page, server.url, OWNER);
  await page.getByRole("button", { name: "Change Olive Owner" }).click();
  await expect(page.getByRole("menuitem", { name: "You cannot suspend yourself" })).toBeDisabled();
  await page.getByRole("menuitem", { name: "No longer owner" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "No longer owner" }).click();
  await expect(page.getByText(/last active instance owner/)).toBeVisible();
  await page.getByRole("button", { name: "Keep owner" }).click();
  await openUsers(page, server.url, person.email);
  await change(page, "Nora New", "Make owner", "Make owner");
  await expect(page.getByRole("listitem").getByText("Instance owner", { exact: true })).toBeVisible();
  await change(page, "Nora New", "No longer owner", "No longer owner");
  await expect(page.getByRole("listitem").getByText("Instance owner", { exact: true })).toBeHidden();
});

test("never-expiring tokens switched off are disabled with the reason in the dialog, and 400 by REST", async ({
  page,
  server,
  database,
}) => {
  await signIn(page, server, OWNER);
  const tokens = new TokensPage(page, server.url);
  await tokens.open();
  const secret = await tokens.generate("manager", { mayManageTokens: true });
  await tokens.finish();
  try {
    await page.goto(`${server.url}/admin/policy`);
    await page.getByLabel("Tokens that never expire").uncheck();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Policy saved")).toBeVisible();
    await page.reload();
    await expect(page.getByLabel("Tokens that never expire")).not.toBeChecked();
    await tokens.open();
    await tokens.openGenerate();
    await expect(tokens.dialog.getByRole("radio", { name: "Never" })).toBeDisabled();
    await expect(tokens.dialog.getByText("does not allow tokens that never expire")).toBeVisible();
    const refused = await fetch(`${server.url}/pat/v1`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify({ description: "never", days: 0, hours: 0, minutes: 0 }),
    });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("never expire");

    await page.goto(`${server.url}/admin/policy`);
    await page.getByRole("radio", { name: "At most" }).check();
    await page.getByLabel("Longest lifetime: amount").fill("a while");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Days must be a whole number, 0 or more.")).toBeVisible();
    await page.getByLabel("Longest lifetime: amount").fill("7");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Policy saved")).toBeVisible();
    await tokens.open();
    await tokens.openGenerate();
    await expect(tokens.dialog.getByRole("radio", { name: "30 days" })).toBeDisabled();
    await expect(tokens.dialog.getByText(/This instance allows at most 7 days: until/)).toBeVisible();
  } finally {
    await database.db.update(policy).set({ neverAllowed: true, longestLifetimeMinutes: null });
  }
});

test("for everybody else the pages of instance owners do not exist", async ({
  tokens: { page },
  server,
  watched,
}) => {
  watched.allow(/404/);
  for (const path of ["/admin", "/admin/users", "/admin/policy", "/admin/clients"]) {
    const response = await page.goto(server.url + path);
    if (path !== "/admin") expect(response?.status()).toBe(404);
    await expect(page.getByText("Olive Owner")).toHaveCount(0);
    await expect(page.getByRole("heading", { name: "Users" })).toHaveCount(0);
    await expect(page.getByRole("main")).toHaveCount(1);
    await expect(page).not.toHaveTitle(/Users|Policy|Clients/);
    await expectAccessible(page);
  }
  await page.goto(server.url);
  await page.getByRole("button", { name: /menu$/ }).click();
  await expect(page.getByRole("menuitem", { name: "User Settings" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Instance settings" })).toHaveCount(0);
});

test("nothing of Instance settings and Profile scrolls sideways at 360 px", async ({ page, server }) => {
  await page.setViewportSize({ width: 360, height: 760 });
  await signIn(page, server, OWNER);
  for (const path of ["/admin/users", "/admin/policy", "/settings/profile"]) {
    await page.goto(server.url + path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
});
