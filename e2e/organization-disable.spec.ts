import { eq } from "drizzle-orm";
import { tokens } from "../db/schema/tokens";
import { expect, expectAccessible, OWNER, signIn, test } from "./fixtures";
import { addOrganization, addToGroup, nameFor } from "./organizations";
import { general, switcher } from "./pages/organization-page";
import { expectFits, expectFitsAndAccessible } from "./pages/screen";
import { seedTokens } from "./seed";

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
  await seedTokens(database, { group }, [
    { description: "ci", expiresIn: null },
    { description: "nightly", expiresIn: null },
  ]);
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
