import { organizations } from "../db/schema/organizations";
import { expect, OWNER, OWNER_SETTINGS, signIn, test } from "./fixtures";
import { switcher } from "./pages/organization-page";
import { expectFitsAndAccessible } from "./pages/screen";

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
