import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { createTestDatabase } from "../db/testing";
import { findFreePort, startTestConsole, type TestConsole } from "../lib/testing";
import { startTestProvider, type TestProvider } from "../lib/testing-provider";
import {
  test as base,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  OWNER,
  OWNER_SETTINGS,
  PASSWORD,
} from "./fixtures";

type Fixtures = { foreign: { allowed: string; other: string }; provider: TestProvider; server: TestConsole };

/** A console of its own with a real identity provider, and two foreign origins of which it lets one call it. */
const test = base.extend<object, Fixtures>({
  foreign: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from the pattern
    async ({}, use) => {
      const pages = await Promise.all([servePage(), servePage()]);
      const [allowed, other] = pages.map(({ url }) => url) as [string, string];
      await use({ allowed, other });
      for (const page of pages) page.close();
    },
    { scope: "worker" },
  ],
  server: [
    async ({ foreign, provider }, use) => {
      const database = await createTestDatabase(process.env.LATCHKEY_E2E_ENGINE ?? "");
      const { settings } = provider;
      const server = await startTestConsole(database.url, {
        PORT: String(new URL(provider.publicUrl).port),
        ...OWNER_SETTINGS,
        OIDC_ISSUER: settings.issuer,
        OIDC_CLIENT_ID: settings.clientId,
        OIDC_CLIENT_SECRET: settings.clientSecret,
        OIDC_AUDIENCE: settings.audience.join(),
        OIDC_NAME: settings.name,
        CORS_ORIGINS: foreign.allowed,
      });
      await use(server);
      await server.stop();
      await database.close();
    },
    { scope: "worker" },
  ],
  provider: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from the pattern
    async ({}, use) => {
      const provider = await startTestProvider(`http://localhost:${await findFreePort()}`);
      await use(provider);
      await provider.close();
    },
    { scope: "worker" },
  ],
});

async function servePage(): Promise<{ url: string; close: () => void }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(
      '<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Elsewhere</title></html>',
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}

async function enterAtDex(page: Page, login: string): Promise<void> {
  await page.getByRole("button", { name: "Sign in with Dex" }).click();
  await page.getByLabel("Login").fill(login);
  await page.getByRole("button", { name: "Log in" }).click();
}

const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true, level: 1 });

test("a first sign-in makes an account in the provider's groups; its answer counts once, and leads to no foreign page", async ({
  page,
  server,
  provider,
  watched,
}) => {
  provider.people.set("ada", {
    email: "ada@example.test",
    email_verified: true,
    name: "Ada Lovelace",
    groups: ["platform", "web"],
  });
  await page.goto(`${server.url}/sign-in?next=${encodeURIComponent("//evil.test/")}`);
  await expectAccessible(page);
  const answered = page.waitForRequest(/\/api\/auth\/callback\/oidc/);
  await enterAtDex(page, "ada");
  await expect(heading(page, "Tokens")).toBeVisible();
  await page.goto(`${server.url}/settings/profile`);
  const groups = page.getByRole("region", { name: "Groups" });
  await expect(groups.getByRole("listitem")).toHaveCount(2);
  await expect(groups).toContainText("platform");
  await expect(groups).toContainText("Identity provider");
  await expect(groups.getByText(/Confirmed/).first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Single sign-on" })).toContainText("every hour");
  await expectAccessible(page);
  // Neither the provider's parameters nor the page to come back to are a caller's to choose.
  const begin = (query: string) =>
    page.evaluate(async (more) => {
      const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
      const body = new URLSearchParams({ csrfToken, callbackUrl: "https://evil.test/", json: "true" });
      const answer = await fetch(`/api/auth/signin/oidc${more}`, { method: "POST", body });
      return { status: answer.status, url: String((await answer.json()).url) };
    }, query);
  watched.allow(/status of 400/);
  expect((await begin("?redirect_uri=https%3A%2F%2Fevil.test%2F")).status).toBe(400);
  const { url } = await begin("");
  const asked = new URL(url).searchParams;
  expect(asked.get("redirect_uri")).toBe(`${server.url}/api/auth/callback/oidc`);
  expect(asked.get("code_challenge_method")).toBe("S256");
  for (const check of ["state", "nonce", "code_challenge"]) expect(asked.get(check)).toMatch(/^.{32,}$/);
  await page.goto(url);
  await expect(page).toHaveURL(`${server.url}/settings/tokens`);
  await page.goto((await answered).url());
  await expect(page).toHaveURL(/settings\/profile\?error=/);
  await expect(page.getByRole("alert").filter({ hasText: "did not confirm the sign-in" })).toBeVisible();
});

test("the owner's e-mail is not taken over; linked in Profile after the password, both ways sign in; unlinked, one", async ({
  page,
  server,
  provider,
}) => {
  provider.people.set("olive", { email: OWNER, email_verified: true, groups: ["platform"] });
  await page.goto(`${server.url}/sign-in`);
  await enterAtDex(page, "olive");
  await expect(page.getByText("An account here has your e-mail address already")).toBeVisible();
  await page.getByLabel("E-mail").fill(OWNER);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(heading(page, "Tokens")).toBeVisible();
  await page.goto(`${server.url}/settings/profile`);
  await page.getByRole("button", { name: "Link Dex" }).click();
  const dialog = page.getByRole("dialog", { name: "Link Dex" });
  await dialog.getByLabel("Your password").fill("not the password at all");
  await dialog.getByRole("button", { name: "Go on to Dex" }).click();
  await expect(dialog.getByText("This is not your current password.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Your password").fill(PASSWORD);
  // The provider remembers who signed in there.
  await dialog.getByRole("button", { name: "Go on to Dex" }).click();
  await expect(page.getByText("Dex is linked to this account.")).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await expect(page.getByRole("region", { name: "Groups" })).toContainText("platform");
  await page.context().clearCookies({ domain: "localhost" });
  await page.goto(`${server.url}/sign-in`);
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Sign in with Dex" }).click();
  await expect(heading(page, "Tokens")).toBeVisible();
  await page.goto(`${server.url}/settings/profile`);
  await page.getByRole("button", { name: "Unlink Dex" }).click();
  await page.getByLabel("Your password").fill(PASSWORD);
  await page.getByRole("button", { name: "Unlink", exact: true }).click();
  await expect(page.getByText("Dex is no longer linked")).toBeVisible();
  await expect(page.getByRole("region", { name: "Groups" })).not.toContainText("platform");
});

test("a page of an allowed origin calls the Terrakube endpoints with a bearer, never with cookies; nothing else, and no other page", async ({
  page,
  server,
  provider,
  foreign,
  watched,
}) => {
  watched.allow(/CORS policy|ERR_FAILED/);
  const iat = Math.floor(Date.now() / 1000);
  const person = { email: "cara@example.test", email_verified: true, groups: ["platform"] };
  const bearer = await provider.sign({ sub: "cara", ...person, iat, exp: iat + 600 });
  const call = (method: string, path: string, init: { body?: string; credentials?: "include" } = {}) =>
    page.evaluate(
      async ([url, token, how]) => {
        const headers = { authorization: `Bearer ${token}`, "content-type": "application/vnd.api+json" };
        const answer = await fetch(url, { ...how, headers }).catch(() => null);
        return answer && { status: answer.status, requestId: answer.headers.get("x-request-id") };
      },
      [server.url + path, bearer, { method, ...init }] as const,
    );
  await page.goto(foreign.allowed);
  expect(await call("GET", "/pat/v1")).toEqual({
    status: 202,
    requestId: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  const made = await call("POST", "/pat/v1", { body: JSON.stringify({ description: "ui", days: 1 }) });
  expect(made?.status).toBe(201);
  expect((await call("GET", "/access-token/v1/teams/current-teams"))?.status).toBe(202);
  expect((await call("GET", "/api/v1/organization"))?.status).toBe(200);
  expect(await call("GET", "/pat/v1", { credentials: "include" })).toBeNull();
  for (const path of ["/tokens/v1/self", "/api/auth/csrf", "/healthz", "/settings/tokens", "/patches"])
    expect(await call("GET", path), path).toBeNull();
  await page.goto(foreign.other);
  expect(await call("GET", "/pat/v1")).toBeNull();
  expect(await call("POST", "/pat/v1", { body: "{}" })).toBeNull();
  const answer = await fetch(`${server.url}/pat/v1`, { headers: { authorization: `Bearer ${bearer}` } });
  expect(answer.headers.get("vary")?.toLowerCase()).toContain("origin");
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
});
