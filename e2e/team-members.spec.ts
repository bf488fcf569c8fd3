import { and, eq, sql } from "drizzle-orm";
import { memberships } from "../db/schema/organizations";
import { tokens as tokenRows } from "../db/schema/tokens";
import { identities } from "../db/schema/users";
import { createPerson, expect, expectAccessible, OWNER, signIn, test } from "./fixtures";
import { addTeam, addToGroup } from "./organizations";
import { expectGoodScreen } from "./pages/screen";
import { TeamPage } from "./pages/team-page";

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
