import { randomBytes } from "node:crypto";
import { openTestTerrakube } from "../lib/testing-terrakube";
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  OWNER,
  OWNER_SETTINGS,
  signIn,
  test,
} from "./fixtures";

test("a followed Terrakube: its teams are shown and not edited, what goes there goes here, an outage is told", async ({
  page,
  startServer,
}) => {
  const key = randomBytes(32);
  const terrakube = await openTestTerrakube(new Uint8Array(key), "TERRAKUBE_ADMIN");
  const acme = terrakube.addOrganization("acme");
  terrakube.addTeam(acme, "platform", { role: "write" });
  const web = terrakube.addTeam(acme, "web", { role: "plan" });
  const { server, database } = await startServer({
    ...OWNER_SETTINGS,
    TERRAKUBE_API_URL: terrakube.url,
    TERRAKUBE_UI_URL: "https://terrakube.test",
    UPSTREAM_JWT_SECRET: key.toString("base64url"),
  });
  /** As if the last reading were long ago: the next one is not held back. */
  const letPass = () => database.db.$client.query("update following set attempted_at = null");
  try {
    await signIn(page, server, OWNER);
    await page.goto(`${server.url}/organizations`);
    await expect(page.getByText("Organizations and teams are Terrakube's")).toBeVisible();
    await expect(page.getByRole("link", { name: "Create organization" })).toHaveCount(0);
    await page.getByRole("link", { name: "acme" }).click();
    await expect(page.getByRole("link", { name: "Edit in Terrakube" })).toHaveAttribute(
      "href",
      `https://terrakube.test/organizations/${acme}/settings/teams`,
    );
    await expect(page.getByRole("link", { name: "Create team" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Delete web" })).toHaveCount(0);

    terrakube.teams.delete(web);
    await letPass();
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(page.getByText("Gone from Terrakube")).toBeVisible();
    await page.setViewportSize({ width: 360, height: 800 });
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);

    terrakube.disturb = (_, response) => !!response.writeHead(403).end("{}");
    await letPass();
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(
      page.getByText("It answered 403 to /api/v1/organization. No token is revoked"),
    ).toBeVisible();
    await expect(page.getByRole("link", { name: "platform", exact: true })).toBeVisible();
    await expectAccessible(page);
  } finally {
    await terrakube.close();
  }
});
