import { expect, OWNER, signIn, test } from "./fixtures";
import { addTeam } from "./organizations";
import { expectGoodScreen } from "./pages/screen";
import { TeamPage } from "./pages/team-page";

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
