import { createPerson, expect, OWNER, signIn, test } from "./fixtures";
import { addOrganization, addTeam, addToGroup, nameFor } from "./organizations";
import { expectGoodScreen } from "./pages/screen";
import { TeamPage } from "./pages/team-page";

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
  const answer = await members.callSelf(secret);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ owner: { kind: "team", group }, groups: [group] });
  await members.finish();
  await expect(members.row("ci-deploy")).toContainText("by Grace Hopper");
  const networks = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/48", "2001:db8:1::/48"];
  const elsewhere = await members.callSelf(await members.generate("from the runners", { networks }));
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
