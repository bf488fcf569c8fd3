import { expect, expectAccessible, test } from "./fixtures";
import { addOrganization, addToGroup, nameFor } from "./organizations";
import { general } from "./pages/organization-page";
import { expectFits, expectFitsAndAccessible } from "./pages/screen";

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
