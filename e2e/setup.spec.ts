import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { makeTestSecrets } from "../lib/testing";
import { createPerson, expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures";
import { addToGroup, removeFromGroup } from "./organizations";

const command = resolve(import.meta.dirname, "../dist/commands/owner-recover.mjs");

test("owner:recover's link sets a new password once; used again it opens nothing, and says what to do", async ({
  page,
  server,
  database,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  // An owner of this test's own: others sign in as the server's first one.
  const person = await createPerson(database);
  await addToGroup(database, person, "TERRAKUBE_ADMIN");
  const { stdout } = await promisify(execFile)(process.execPath, [command, person.email], {
    env: { ...makeTestSecrets(), DATABASE_URL: database.url, PUBLIC_URL: server.url, NODE_ENV: "production" },
  });
  const link = /http\S+\/setup#\S+/.exec(stdout)?.[0] ?? "";
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "Set a new password" })).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/setup`);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByLabel("New password", { exact: true }).fill("another long passphrase");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("heading", { name: "Tokens", exact: true, level: 1 })).toBeVisible();

  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  await expect(page.getByText("npm run owner:recover")).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Setup is done" })).toBeVisible();
  await removeFromGroup(database, person, "TERRAKUBE_ADMIN");
});

test("before there is an owner sign-in shows the way instead of a form; a cut link opens nothing and spoils nothing", async ({
  page,
  startServer,
}) => {
  const { server } = await startServer();
  const link = /http\S+\/setup#\S+/.exec(server.output())?.[0] ?? "";
  await page.goto(`${server.url}/settings/tokens`);
  await expect(page.getByRole("heading", { name: "Latchkey is not set up yet" })).toBeVisible();
  await expect(page.getByLabel("Password")).toHaveCount(0);
  await expectAccessible(page);
  await page.goto(link.slice(0, -3));
  await expect(page.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  await expect(page.getByText(/copy all of it/)).toBeVisible();
  await expectAccessible(page);
  await page.goto(link);
  await expect(page.getByRole("button", { name: "Create the owner account" })).toBeVisible();
  await expectAccessible(page);
});
