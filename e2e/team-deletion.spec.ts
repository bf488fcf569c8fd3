import { createPerson, expect, OWNER, signIn, test } from "./fixtures";
import { addTeam, addToGroup, nameFor } from "./organizations";
import { expectGoodScreen } from "./pages/screen";
import { TeamPage } from "./pages/team-page";

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
  expect((await members.callSelf(secret)).status).toBe(200);
  await remove(row, `1 live token of “${row.name}” dies with it`);
  await expect(page.getByText("1 live token died with it.")).toBeVisible();
  expect((await members.callSelf(secret)).status).toBe(401);
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
  expect((await members.callSelf(secret)).status).toBe(200);

  const renamed = nameFor("renamed");
  await name.fill(renamed);
  await owners.page.getByRole("button", { name: "Save team" }).click();
  await ask.getByRole("button", { name: "Rename team" }).click();
  await expect(owners.page.getByRole("heading", { name: renamed, level: 1 })).toBeVisible();
  await expect(owners.page.getByText("1 live token of the old name died.")).toBeVisible();
  expect((await members.callSelf(secret)).status).toBe(401);
});
