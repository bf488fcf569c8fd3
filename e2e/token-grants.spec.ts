import { expect, expectAccessible, test } from "./fixtures";
import { addTeam, addToGroup, nameFor } from "./organizations";
import { expectGoodScreen } from "./pages/screen";
import { TokensPage } from "./pages/tokens-page";

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
  const minted = await fetch(`${server.url}/access-token/v1/teams`, {
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
  expect((await tokens.callSelf(token)).status).toBe(401);
});
