import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures";
import { addOrganization, addToGroup, nameFor } from "./organizations";
import { general, switcher } from "./pages/organization-page";
import { expectFits, PHONE } from "./pages/screen";

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
