import type { Page } from "@playwright/test";
import { and, eq, sql } from "drizzle-orm";
import { identities, memberships, tokens as tokenRows } from "../db/schema";
import {
  createPerson,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  OWNER,
  signIn,
  test,
} from "./fixtures";
import { addOrganization, addTeam, addToGroup, nameFor } from "./organizations";
import { TeamPage } from "./pages/team-page";
import { TokensPage } from "./pages/tokens-page";

const PHONE = { width: 360, height: 760 };
const DESK = { width: 1280, height: 800 };

/** What the API says of a secret. */
const callSelf = (origin: string, secret: string) =>
  fetch(`${origin.replace("localhost", "127.0.0.1")}/tokens/v1/self`, {
    headers: { authorization: `Bearer ${secret}` },
  });

/** axe in both themes, and nothing to scroll sideways on a phone. */
async function expectGoodScreen(page: Page): Promise<void> {
  await expectAccessible(page);
  await page.setViewportSize(PHONE);
  await expectNoSidewaysScroll(page);
  await page.setViewportSize(DESK);
}

test("an owner makes an organization, a team and a member; the member's team token acts as the team", async ({
  page,
  server,
  database,
  browser,
}) => {
  const grace = await createPerson(database);
  await signIn(page, server, OWNER);
  await page.goto(`${server.url}/organizations/new`);
  await page.getByLabel("Name", { exact: true }).fill(nameFor("acme"));
  await page.getByRole("button", { name: "Create organization" }).click();
  await expect(page.getByRole("heading", { name: "No teams yet" })).toBeVisible();
  await expectGoodScreen(page);

  const group = nameFor("PLATFORM_TEAM");
  await page.getByRole("link", { name: "Create team" }).click();
  await page.getByLabel("Name", { exact: true }).fill(group);
  await page.getByRole("radio", { name: "Write" }).check();
  await page.getByRole("button", { name: "Create team" }).click();
  await expect(page.getByRole("heading", { name: group, level: 1 })).toBeVisible();
  const [, organization = "", id = ""] =
    /organizations\/(.+)\/settings\/teams\/(.+)\/edit/.exec(page.url()) ?? [];
  const team = { id, organization: { id: organization } };
  const owners = new TeamPage(page, server.url, team);
  await owners.addMember(grace.email);

  const context = await browser.newContext();
  const members = new TeamPage(await context.newPage(), server.url, team);
  await signIn(members.page, server, grace.email);
  await members.openList();
  await members.page.getByRole("link", { name: `View ${group}` }).click();
  const secret = await members.generate("ci-deploy");
  const answer = await callSelf(server.url, secret);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ owner: { kind: "team", group }, groups: [group] });
  await members.finish();
  await expect(members.row("ci-deploy")).toContainText("by Grace Hopper");
  const networks = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/48", "2001:db8:1::/48"];
  const elsewhere = await callSelf(server.url, await members.generate("from the runners", { networks }));
  expect([elsewhere.status, (await elsewhere.json()).token.reason]).toEqual([401, "network"]);
  await members.finish();
  const runners = members.row("from the runners");
  const last = runners.getByText("2001:db8::/48, 2001:db8:1::/48");
  await expect(last).toBeHidden();
  await runners.getByText("and 2 more").click();
  await expect(last).toBeVisible();
  await expectGoodScreen(members.page);
  await context.close();

  await owners.open();
  await expect(owners.row("ci-deploy")).toContainText("by Grace Hopper");
});

test("an owner who is no member reads why they cannot generate, also by the dialog's own address", async ({
  page,
  server,
  database,
}) => {
  const team = new TeamPage(page, server.url, await addTeam(database));
  await signIn(page, server, OWNER);
  await team.open("?generate=1");
  const button = page.getByRole("button", { name: "Create a Team Token" });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription(/You are not a member of this team/);
  await expect(page.getByText("You are not a member of this team")).toBeVisible();
  await expect(team.dialog).toBeHidden();
});

test("a member who is removed while the dialog is open is refused in it, and there is no token", async ({
  page,
  person,
  server,
  database,
  ownersPage,
}) => {
  const row = await addTeam(database);
  await addToGroup(database, person, row.name);
  const team = new TeamPage(page, server.url, row);
  await team.open();
  await team.openGenerate();
  await team.dialog.getByLabel("Description").fill("too late");

  const owners = new TeamPage(ownersPage, server.url, row);
  await owners.open();
  await owners.members.getByRole("button", { name: /^Remove/ }).click();
  const ask = owners.page.getByRole("alertdialog");
  await expect(ask.getByRole("button", { name: "Keep member" })).toBeFocused();
  await expectGoodScreen(owners.page);
  await ask.getByRole("button", { name: "Remove member" }).click();
  await expect(owners.page.getByText("Nobody is in")).toBeVisible();
  await expect(owners.page.getByRole("combobox")).toBeFocused();

  await team.dialog.getByRole("button", { name: "Generate token" }).click();
  await expect(team.dialog.getByRole("alert")).toContainText("you are not one. Nothing was generated.");
  await expect(team.dialog.getByLabel("Description")).toHaveValue("too late");
  await expectAccessible(page);
  expect(await database.db.$count(tokenRows, eq(tokenRows.group, row.name))).toBe(0);
});

test("deleting a name's last team says how many tokens die, and their next call is refused", async ({
  page,
  server,
  database,
  browser,
}) => {
  const row = await addTeam(database);
  const namesake = await addTeam(database, { name: row.name });
  const grace = await createPerson(database);
  await addToGroup(database, grace, row.name);
  const context = await browser.newContext();
  const members = new TeamPage(await context.newPage(), server.url, row);
  await signIn(members.page, server, grace.email);
  await members.open();
  const secret = await members.generate("nightly");
  await members.finish();
  await context.close();

  await signIn(page, server, OWNER);
  const remove = async (team: typeof row, sentence: string | RegExp) => {
    await new TeamPage(page, server.url, team).openList();
    await page.getByRole("button", { name: `Delete ${team.name}` }).click();
    const ask = page.getByRole("alertdialog");
    await expect(ask.getByText(sentence)).toBeVisible();
    await expect(ask.getByRole("button", { name: "Keep team" })).toBeFocused();
    await expectGoodScreen(page);
    await ask.getByRole("button", { name: "Delete team" }).click();
    await expect(page.getByRole("heading", { name: "No teams yet" })).toBeVisible();
  };
  await remove(namesake, /^No token dies:/);
  expect((await callSelf(server.url, secret)).status).toBe(200);
  await remove(row, `1 live token of “${row.name}” dies with it`);
  await expect(page.getByText("1 live token died with it.")).toBeVisible();
  expect((await callSelf(server.url, secret)).status).toBe(401);
});

test("a new name is announced as the end of the old name's tokens, asked about, and then is", async ({
  page,
  person,
  server,
  database,
  ownersPage,
}) => {
  const row = await addTeam(database);
  await addToGroup(database, person, row.name);
  const members = new TeamPage(page, server.url, row);
  await members.open();
  const secret = await members.generate("before");
  await members.finish();

  const owners = new TeamPage(ownersPage, server.url, row);
  await owners.open();
  const name = owners.page.getByLabel("Name", { exact: true });
  const sentence = `1 live token of “${row.name}” dies with it`;
  await name.fill("terrakube_admin");
  await expect(owners.page.getByText(sentence)).toBeVisible();
  await owners.page.getByRole("button", { name: "Save team" }).click();
  const ask = owners.page.getByRole("alertdialog");
  await expect(ask.getByText(sentence)).toBeVisible();
  await expectGoodScreen(owners.page);
  await ask.getByRole("button", { name: "Rename team" }).click();
  await expect(owners.page.getByText(/Name may not look like the owner group's/)).toBeVisible();
  await expect(name).toHaveValue("terrakube_admin");
  expect((await callSelf(server.url, secret)).status).toBe(200);

  const renamed = nameFor("renamed");
  await name.fill(renamed);
  await owners.page.getByRole("button", { name: "Save team" }).click();
  await ask.getByRole("button", { name: "Rename team" }).click();
  await expect(owners.page.getByRole("heading", { name: renamed, level: 1 })).toBeVisible();
  await expect(owners.page.getByText("1 live token of the old name died.")).toBeVisible();
  expect((await callSelf(server.url, secret)).status).toBe(401);
});

test("Custom starts from the role before it, is chosen by keyboard, and is what the list then says", async ({
  page,
  server,
  database,
}) => {
  const row = await addTeam(database, { role: "plan" });
  const team = new TeamPage(page, server.url, row);
  await signIn(page, server, OWNER);
  await team.open();
  const line = (name: string) => page.getByRole("row", { name });
  await expect(line("Plan runs")).toContainText("Granted");
  await expect(line("Manage state")).toContainText("Denied");
  await page.getByRole("radio", { name: "Plan" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: "Custom" })).toBeChecked();
  await page.getByRole("switch", { name: "Manage modules" }).focus();
  await page.keyboard.press("Space");
  await expectGoodScreen(page);
  await page.getByRole("button", { name: "Save team" }).click();
  await expect(page.getByText(`Team “${row.name}” saved`)).toBeVisible();
  await team.openList();
  await expect(page.getByText("Manages modules.")).toBeVisible();
  await expectGoodScreen(page);
});

test("members of the identity provider are not removable here, and namesakes are named", async ({
  page,
  server,
  database,
}) => {
  const row = await addTeam(database);
  const elsewhere = await addTeam(database, { name: row.name });
  const ada = await createPerson(database, "Ada Lovelace");
  await addToGroup(database, ada, row.name, "idp");
  const team = new TeamPage(page, server.url, row);
  await signIn(page, server, OWNER);
  await team.open();
  await expect(team.members.getByRole("listitem")).toContainText("From the identity provider");
  await expect(team.members.getByRole("button")).toHaveCount(0);
  await page.getByRole("combobox", { name: "Add a person" }).fill("example.test");
  await expect(page.getByRole("option").first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: elsewhere.organization.name }).click();
  await expect(page).toHaveURL(new RegExp(elsewhere.id));
});

test("an identity provider's word that is too old is shown as such, keeps nobody in the team, and leads nobody astray", async ({
  page,
  person,
  server,
  database,
  ownersPage,
}) => {
  const row = await addTeam(database);
  await addToGroup(database, person, row.name);
  await addToGroup(database, person, row.name, "idp");
  const [ago, now] = [sql`now() - interval '9 days'`, sql`now()`];
  const issuer = "https://dex.example.test";
  await database.db.insert(identities).values({ issuer, subject: "9", userId: person.id, groupsAsOf: ago });
  const ofProvider = and(eq(memberships.userId, person.id), eq(memberships.source, "idp"));
  await database.db.update(memberships).set({ countsUntil: now }).where(ofProvider);
  const owners = new TeamPage(ownersPage, server.url, row);
  await owners.open();
  await expect(owners.members).toContainText("Counts only as added here: last confirmed 9 days ago");
  await ownersPage.setViewportSize({ width: 660, height: 900 });
  await expectGoodScreen(ownersPage);
  await owners.members.getByRole("button", { name: /^Remove/ }).click();
  const ask = ownersPage.getByRole("alertdialog");
  await expect(ask).toContainText("From the next call on, they have nothing of what the team grants");
  await ask.getByRole("button", { name: "Remove member" }).click();
  await expect(owners.members).toContainText("Does not count: last confirmed 9 days ago");
  await page.goto(`${server.url}/settings/profile`);
  const groups = page.getByRole("region", { name: "Groups" });
  await expect(groups).toContainText(`Team in ${row.organization.name}`);
  await expect(groups).toContainText("Sign in with the identity provider again to be in it.");
  // Its page is not there for somebody who is no member.
  await expect(groups.getByRole("link")).toHaveCount(0);
  await expectGoodScreen(page);
});

test("who is in another team of the organization reads why this team's tokens are not theirs; strangers get 404", async ({
  page,
  person,
  server,
  database,
  watched,
}) => {
  const organization = await addOrganization(database);
  const [mine, other] = [
    await addTeam(database, { organization }),
    await addTeam(database, { organization }),
  ];
  const foreign = await addTeam(database);
  await addToGroup(database, person, mine.name);
  const team = new TeamPage(page, server.url, other);
  await team.open();
  await expect(page.getByRole("heading", { name: "Only for its members" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Create a Team Token" })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Save team" })).toHaveCount(0);
  await expectGoodScreen(page);
  watched.allow(/404/);
  const strange = new TeamPage(page, server.url, foreign);
  for (const address of [
    strange.listAddress,
    `${strange.listAddress}/${foreign.id}/edit`,
    `${team.listAddress}/${foreign.id}/edit`,
    `${team.listAddress}/new`,
  ]) {
    await page.goto(address);
    await expect(page.getByText(/There is no such/)).toBeVisible();
    await expect(page.getByText(foreign.name)).toHaveCount(0);
  }
});

test("“May manage teams” is offered to instance owners alone, and said in the row", async ({
  page,
  server,
  tokens,
  ownersPage,
}) => {
  await tokens.openGenerate();
  await tokens.dialog.getByText("Advanced").click();
  await expect(tokens.dialog.getByLabel("May manage tokens")).toBeVisible();
  await expect(tokens.dialog.getByLabel("May manage teams")).toHaveCount(0);
  await page.keyboard.press("Escape");
  const owners = new TokensPage(ownersPage, server.url);
  await owners.open();
  await owners.openGenerate();
  const description = nameFor("terraform");
  await owners.dialog.getByLabel("Description").fill(description);
  await owners.dialog.getByText("Advanced").click();
  await owners.dialog.getByLabel("May manage teams").check();
  await expectAccessible(owners.page);
  await owners.dialog.getByRole("button", { name: "Generate token" }).click();
  await owners.finish();
  await expect(owners.row(description)).toContainText("May manage teams");
});

test("deleting a user token offers to delete the team tokens that it generated", async ({
  page,
  person,
  server,
  database,
  tokens,
}) => {
  const team = await addTeam(database);
  await addToGroup(database, person, team.name);
  const parent = await tokens.generate("minter", { mayManageTokens: true });
  await tokens.finish();
  const minted = await fetch(`${server.url.replace("localhost", "127.0.0.1")}/access-token/v1/teams`, {
    method: "POST",
    headers: { authorization: `Bearer ${parent}`, "content-type": "application/json" },
    body: JSON.stringify({ description: "minted", days: 1, hours: 0, minutes: 0, group: team.name }),
  });
  const { token } = (await minted.json()) as { token: string };
  await tokens.open();
  await tokens
    .row("minter")
    .getByRole("button", { name: /^Delete/ })
    .click();
  const ask = page.getByRole("alertdialog");
  await ask.getByLabel("Also delete its team token").check();
  await expectGoodScreen(page);
  await ask.getByRole("button", { name: "Delete token" }).click();
  await expect(tokens.row("minter")).toHaveCount(0);
  expect((await callSelf(server.url, token)).status).toBe(401);
});
