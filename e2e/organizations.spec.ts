import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { organizations, tokens } from "../db/schema";
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  OWNER,
  OWNER_SETTINGS,
  signIn,
  test,
} from "./fixtures";
import { addOrganization, addTeamToken, addToGroup, nameFor } from "./organizations";

// Many screens in each, all looked at by axe: more than the usual time on a busy machine.
test.describe.configure({ timeout: 240_000 });

const general = (id: string) => `/organizations/${id}/settings/general`;
const switcher = (page: Page) => page.getByRole("banner").getByRole("button", { name: /organization/i });

const PHONE = { width: 360, height: 760 };
const DESK = { width: 1280, height: 800 };

/** The screen at the width of a small phone: nothing scrolls sideways. */
async function expectFits(page: Page): Promise<void> {
  await page.setViewportSize(PHONE);
  await expectNoSidewaysScroll(page);
  await page.setViewportSize(DESK);
}

/** As expectFits, and axe finds nothing there in either theme. */
async function expectFitsAndAccessible(page: Page): Promise<void> {
  await expectFits(page);
  await page.setViewportSize(PHONE);
  await expectAccessible(page);
  await page.setViewportSize(DESK);
}

test("on a fresh instance the owner creates the first organization by keyboard and finds it in the switcher", async ({
  page,
  startServer,
}) => {
  const { server, database } = await startServer(OWNER_SETTINGS);
  await signIn(page, server, OWNER);
  await page.goto(server.url);
  await page.getByRole("banner").getByRole("link", { name: "Organizations" }).press("Enter");
  await expect(page.getByText("Create your first organization")).toBeVisible();
  await expectFitsAndAccessible(page);
  await page.getByRole("link", { name: "Create organization" }).press("Enter");
  await expect(page).toHaveURL(/\/organizations\/new$/);
  await page.getByLabel("Name").fill("acme");
  await expectFitsAndAccessible(page);
  await page.getByRole("radio", { name: "Building" }).press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Cloud" })).toBeChecked();
  await page.getByRole("radio", { name: "Remote" }).press("ArrowDown");
  await page.getByLabel("Name").press("Enter");
  await expect(page).toHaveURL(/\/organizations\/[0-9a-f-]{36}\/settings\/teams$/);
  await expect(switcher(page)).toContainText("acme");
  const [row] = await database.db.select().from(organizations);
  expect(row).toMatchObject({
    name: "acme",
    description: null,
    icon: "FaCloud:#000000",
    executionMode: "local",
    isDisabled: false,
  });
});

test("a member sees the own organizations only and changes nothing; a foreign or disabled one's address is 404", async ({
  page,
  person,
  server,
  database,
}) => {
  const group = nameFor("platform");
  const own = await addOrganization(database, { teams: [group], description: "Ours" });
  const foreign = await addOrganization(database, { teams: [nameFor("others")] });
  const closed = await addOrganization(database, { teams: [group], isDisabled: true });
  await page.goto(`${server.url}/organizations`);
  await expect(page.getByText("You are in no team yet")).toBeVisible();
  await expectFits(page);
  await addToGroup(database, person, group);
  await page.reload();
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(1);
  await expect(page.getByRole("link", { name: own.name })).toBeVisible();
  await expect(page.getByRole("link", { name: "Create organization" })).toHaveCount(0);
  await page.goto(server.url + general(own.id));
  await expect(page.getByRole("heading", { name: "General", level: 1 })).toBeVisible();
  await expect(page.getByText("Instance owners change these.")).toBeVisible();
  await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
  await expectFits(page);
  await expectAccessible(page);
  await page.goto(`${server.url}/organizations/new`);
  await expect(page.getByText("Only instance owners create organizations")).toBeVisible();
  const ids = [foreign.id, closed.id, "11111111-1111-4111-8111-111111111111", "acme"];
  const paths = ids.flatMap((id) => [general(id), `/organizations/${id}/settings/teams`]);
  const answers = await Promise.all(paths.map((path) => page.request.get(server.url + path)));
  expect(answers.map((answer) => answer.status())).toEqual(paths.map(() => 404));
  const response = await page.request.get(server.url + general(foreign.id), { headers: { rsc: "1" } });
  expect(await response.text()).not.toContain(foreign.name);
});

test("a foreign organization's address shows where to go instead, inside the shell", async ({
  page,
  person: _signedIn,
  server,
  database,
  watched,
}) => {
  watched.allow(/404/);
  const foreign = await addOrganization(database);
  await page.goto(server.url + general(foreign.id));
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  await expectFitsAndAccessible(page);
  await page.getByRole("link", { name: "All organizations" }).click();
  await expect(page).toHaveURL(/\/organizations$/);
});

test("an owner's edit names what is wrong at its field, loses nothing and keeps what it does not know", async ({
  page,
  server,
  database,
}) => {
  const icon = "FaBeer:#Abc";
  const taken = await addOrganization(database);
  const mine = await addOrganization(database, { icon, description: "two\r\nlines" });
  const read = async () =>
    (await database.db.select().from(organizations).where(eq(organizations.id, mine.id)))[0];
  await signIn(page, server, OWNER);
  await page.goto(server.url + general(mine.id));
  const name = page.getByLabel("Name", { exact: true });
  const save = page.getByRole("button", { name: "Save" });
  await page.getByRole("radio", { name: "Local" }).check();
  for (const [typed, message] of [
    [taken.name, "Another organization has this name already."],
    [" padded", "Name may not begin or end with a space."],
    ["x".repeat(65), "Name may have at most 64 characters; this one has 65."],
    ["", "Name is required."],
  ] as const) {
    await name.fill(typed);
    await save.click();
    await expect(name).toBeFocused();
    await expect(page.getByRole("main").getByRole("alert")).toHaveText(message);
    await expect(name).toHaveValue(typed);
    await expect(page.getByRole("radio", { name: "Local" })).toBeChecked();
  }
  await expectFitsAndAccessible(page);
  const renamed = nameFor("renamed");
  await name.fill(renamed);
  await save.click();
  await expect(switcher(page)).toContainText(renamed);
  await expect(page.getByRole("navigation", { name: "Breadcrumb" })).toContainText(renamed);
  expect(await read()).toMatchObject({
    name: renamed,
    executionMode: "local",
    icon,
    description: "two\r\nlines",
  });
  await page.getByRole("radio", { name: "Rocket" }).check();
  await page.getByRole("radio", { name: "Teal" }).check();
  await page.getByLabel("Description").fill("");
  await save.click();
  await expect.poll(read).toMatchObject({ icon: "FaRocket:#0b7a75", description: null });
});

test("disabling says how many team tokens it refuses, revokes none, hides it from members, and can be undone", async ({
  page,
  ownersPage: owners,
  person,
  server,
  database,
}) => {
  const group = nameFor("platform");
  const mine = await addOrganization(database, { teams: [group] });
  // One that stays: without any, there is nothing to switch between.
  await addOrganization(database);
  await addToGroup(database, person, group);
  await addTeamToken(database, group);
  await addTeamToken(database, group);
  await owners.goto(server.url + general(mine.id));
  await owners.getByRole("button", { name: "Disable organization" }).click();
  const ask = owners.getByRole("alertdialog", { name: `Disable "${mine.name}"?` });
  await expect(ask).toContainText("2 live team tokens are refused, not revoked, while it is disabled.");
  await expect(ask.getByRole("button", { name: "Keep enabled" })).toBeFocused();
  await expectAccessible(owners);
  await owners.keyboard.press("Escape");
  await expect(ask).toBeHidden();
  await expect(owners.getByRole("button", { name: "Disable organization" })).toBeFocused();
  await owners.keyboard.press("Enter");
  await ask.getByRole("button", { name: "Disable organization" }).click();
  await expect(owners.getByText("This organization is disabled")).toBeVisible();
  await expectFits(owners);
  expect((await page.request.get(server.url + general(mine.id))).status()).toBe(404);
  const rows = await database.db.select().from(tokens).where(eq(tokens.group, group));
  expect(rows.map(({ revokedAt }) => revokedAt)).toEqual([null, null]);
  await owners.goto(`${server.url}/organizations`);
  const line = owners.getByRole("main").getByRole("listitem").filter({ hasText: mine.name });
  await expect(line).toContainText("Disabled");
  await expect(line).toContainText("1 team");
  await expectFitsAndAccessible(owners);
  await switcher(owners).click();
  await expect(owners.getByRole("menuitem", { name: "All organizations" })).toBeVisible();
  await expect(owners.getByRole("menuitem", { name: mine.name })).toHaveCount(0);
  await owners.goto(server.url + general(mine.id));
  await owners.getByRole("button", { name: "Enable organization" }).click();
  await expect(owners.getByRole("alertdialog")).toContainText("2 live team tokens are accepted again.");
  await owners.getByRole("alertdialog").getByRole("button", { name: "Enable organization" }).click();
  await expect(owners.getByText("This organization is disabled")).toBeHidden();
  expect((await page.request.get(server.url + general(mine.id))).status()).toBe(200);
});

test("enabling an organization whose name was taken meanwhile says so in its dialog", async ({
  page,
  server,
  database,
}) => {
  const name = nameFor("twice");
  const closed = await addOrganization(database, { name, isDisabled: true });
  await addOrganization(database, { name });
  await signIn(page, server, OWNER);
  await page.goto(server.url + general(closed.id));
  await page.getByRole("button", { name: "Enable organization" }).click();
  const ask = page.getByRole("alertdialog");
  await ask.getByRole("button", { name: "Enable organization" }).click();
  await expect(ask).toContainText("Another organization has this name already.");
  await ask.getByRole("button", { name: "Keep disabled" }).click();
  await expect(page.getByText("This organization is disabled")).toBeVisible();
});

test("the switcher works by keyboard, marks the current organization and stays on the same settings page", async ({
  page,
  person,
  server,
  database,
}) => {
  const group = nameFor("shared");
  const first = await addOrganization(database, { name: nameFor("aa"), teams: [group] });
  const long = `zz-${"long".repeat(13)}-${nameFor("x")}`.slice(0, 64);
  const second = await addOrganization(database, { name: long, teams: [group] });
  await addToGroup(database, person, group);
  await page.goto(server.url + general(first.id));
  await switcher(page).press("Enter");
  await expect(page.getByRole("menuitem", { name: first.name })).toHaveAttribute("aria-current", "true");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(switcher(page)).toBeFocused();
  await page.keyboard.press("Enter");
  // The letters are the menu's once its first line has the focus.
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.type("zz");
  // The menu moves the focus in a task of its own: an Enter sent sooner would choose the first line.
  await expect(page.getByRole("menuitem", { name: long })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(server.url + general(second.id));
  await expect(page).toHaveTitle(`General · ${long} · Latchkey`);
  await expectFits(page);
  await page.goBack();
  await expect(switcher(page)).toContainText(first.name);
  await page.setViewportSize(PHONE);
  await switcher(page).click();
  await expect(page.getByRole("menuitem", { name: long })).toBeInViewport();
  await expectNoSidewaysScroll(page);
  await page.getByRole("menuitem", { name: "All organizations" }).click();
  await expect(page).toHaveURL(`${server.url}/organizations`);
  await expect(page.getByRole("heading", { name: "Organizations", level: 1 })).toBeVisible();
});

test("only an instance owner's menu leads to the instance's settings", async ({ page, person, server }) => {
  await page.goto(server.url);
  await page.getByRole("button", { name: `${person.name}: menu` }).click();
  await expect(page.getByRole("menuitem", { name: "User Settings" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Instance settings" })).toHaveCount(0);
  await page.context().clearCookies();
  await signIn(page, server, OWNER);
  await page.goto(server.url);
  await page.getByRole("button", { name: "Olive Owner: menu" }).click();
  await expect(page.getByRole("menuitem", { name: "Instance settings" })).toHaveAttribute(
    "href",
    "/admin/users",
  );
});
