import { eq } from "drizzle-orm";
import { organizations } from "../db/schema/organizations";
import { expect, OWNER, signIn, test } from "./fixtures";
import { addOrganization, nameFor } from "./organizations";
import { general, switcher } from "./pages/organization-page";
import { expectFitsAndAccessible } from "./pages/screen";

test("an owner's edit names what is wrong at its field, loses nothing and keeps what it does not know", async ({
  page,
  server,
  database,
}) => {
  const icon = "FaBeer:#Abc";
  const taken = await addOrganization(database);
  const mine = await addOrganization(database, { icon, description: "two\r\nlines" });
  const read = async () =>
    (await database.db.select().from(organizations).where(eq(organizations.id, mine.id)))[0];
  await signIn(page, server, OWNER);
  await page.goto(server.url + general(mine.id));
  const name = page.getByLabel("Name", { exact: true });
  const save = page.getByRole("button", { name: "Save" });
  await page.getByRole("radio", { name: "Local" }).check();
  for (const [typed, message] of [
    [taken.name, "Another organization has this name already."],
    [" padded", "Name may not begin or end with a space."],
    ["x".repeat(65), "Name may have at most 64 characters; this one has 65."],
    ["", "Name is required."],
  ] as const) {
    await name.fill(typed);
    await save.click();
    await expect(name).toBeFocused();
    await expect(page.getByRole("main").getByRole("alert")).toHaveText(message);
    await expect(name).toHaveValue(typed);
    await expect(page.getByRole("radio", { name: "Local" })).toBeChecked();
  }
  await expectFitsAndAccessible(page);
  const renamed = nameFor("renamed");
  await name.fill(renamed);
  await save.click();
  await expect(switcher(page)).toContainText(renamed);
  await expect(page.getByRole("navigation", { name: "Breadcrumb" })).toContainText(renamed);
  expect(await read()).toMatchObject({
    name: renamed,
    executionMode: "local",
    icon,
    description: "two\r\nlines",
  });
  await page.getByRole("radio", { name: "Rocket" }).check();
  await page.getByRole("radio", { name: "Teal" }).check();
  await page.getByLabel("Description").fill("");
  await save.click();
  await expect.poll(read).toMatchObject({ icon: "FaRocket:#0b7a75", description: null });
});
