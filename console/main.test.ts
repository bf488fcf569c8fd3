import { readdir, readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join, relative, resolve } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { users } from "@/db/schema/users";
import { openTestDatabase, type TestDatabase } from "@/db/testing";
import { startTestConsole, type TestConsole } from "@/lib/testing";
import { hashCheaply } from "@/lib/testing-password";

/** The built console, attacked over HTTP. */

const PASSWORD = "a long enough passphrase";
const EMAIL = "ada@example.test";
let database: TestDatabase;
let server: TestConsole;

beforeAll(async () => {
  database = await openTestDatabase();
  const password = await hashCheaply(PASSWORD);
  await database.db.insert(users).values({ name: "Ada Secretname", email: EMAIL, password });
  server = await startTestConsole(database.url, { LOG_LEVEL: "info" });
});
afterAll(async () => {
  await server?.stop();
  await database?.close();
});

/** What next-auth answers to a sign-in, with the cookies it sets. */
async function signIn(fields: Record<string, string> = {}, held = "", origin = server.url) {
  const csrf = await fetch(`${server.url}/api/auth/csrf`);
  const cookies = cookiesOf(csrf);
  const { csrfToken } = await csrf.json();
  const response = await fetch(`${server.url}/api/auth/callback/password`, {
    method: "POST",
    redirect: "manual",
    headers: { origin, cookie: `${cookies}; ${held}` },
    body: new URLSearchParams({ email: EMAIL, password: PASSWORD, csrfToken, json: "true", ...fields }),
  });
  return { response, cookie: cookiesOf(response) };
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

test.each([
  "https://evil.test/",
  "//evil.test",
  "/\\evil.test",
  "javascript:alert(1)",
  "OWN@evil.test",
  "OWN.evil.test",
  "OWN//evil.test",
])("a sign-in that is to go on to %s stays here", async (callback) => {
  const query = new URLSearchParams({ callbackUrl: callback.replace("OWN", server.url) });
  const response = await fetch(`${server.url}/api/auth/csrf?${query}`);
  const kept = /latchkey-callback=([^;]*)/.exec(cookiesOf(response))?.[1];
  // What is no address at all, next-auth refuses by itself: then nothing is kept.
  expect(["", `${server.url}/settings/tokens`]).toContain(decodeURIComponent(kept ?? ""));
});

test("a sign-in needs our Origin and the form's own token, and takes nothing but a form", async () => {
  for (const origin of ["https://evil.test", "null"])
    expect((await signIn({}, "", origin)).response.status).toBe(403);
  const forged = await signIn({ csrfToken: "0".repeat(64) });
  expect(forged.cookie).not.toContain("session");
  const json = await fetch(`${server.url}/api/auth/callback/password`, {
    method: "POST",
    headers: { origin: server.url, "content-type": "application/json" },
    body: `{"password":"${PASSWORD}`,
  });
  expect(json.status).toBe(415);
});

test("a session that was in the browser before is not taken over by a sign-in, and ends", async () => {
  const planted = (await signIn()).cookie;
  const { cookie } = await signIn({}, planted);
  expect(cookie).toContain("latchkey-session=");
  const open = (cookies: string) =>
    fetch(`${server.url}/settings/tokens`, { headers: { cookie: cookies }, redirect: "manual" });
  expect([(await open(planted)).status, (await open(cookie)).status]).toEqual([307, 200]);
});

test("a signed-in person's cookie is no bearer, and opens no API route", async () => {
  const { cookie } = await signIn();
  const value = /latchkey-session=([^;]+)/.exec(cookie)?.[1] ?? "";
  expect(value).not.toBe("");
  const page = await fetch(`${server.url}/settings/tokens`, { headers: { cookie }, redirect: "manual" });
  expect([page.status, (await page.text()).includes("Ada Secretname")]).toEqual([200, true]);
  for (const headers of [{ cookie }, { authorization: `Bearer ${value}` }])
    expect((await fetch(`${server.url}/pat/v1`, { headers })).status).toBe(401);
});

test.each([
  {},
  { rsc: "1" },
  { rsc: "1", "next-router-prefetch": "1" },
  { rsc: "1", "next-router-segment-prefetch": "/settings/tokens/__PAGE__" },
  { rsc: "1", "next-router-state-tree": "%5B%22%22%2C%7B%7D%5D" },
  { "x-nextjs-data": "1" },
  { "next-resume": "1" },
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  { "x-matched-path": "/settings/profile" },
])("without a session, %j gets no page's data", async (headers) => {
  for (const cookie of ["", "latchkey-session=junk"]) {
    const response = await fetch(`${server.url}/settings/profile?_rsc=1`, {
      headers: { cookie, ...headers } as Record<string, string>,
      redirect: "follow",
    });
    expect(await response.text()).not.toMatch(/Secretname|ada@example/);
  }
});

test.each([
  "/sign-in",
  "/no/such/page",
  "/settings/tokens.png",
  "/organizations/picture.svg",
  "/organizations/notes.txt",
  "/healthzzz",
  "/openapi.json.html",
])("the page at %s runs no script but its own, by a nonce", async (path) => {
  const { cookie } = await signIn();
  const response = await fetch(server.url + path, { headers: { cookie }, redirect: "manual" });
  const policy = response.headers.get("content-security-policy") ?? "";
  const nonce = /script-src 'self' 'nonce-([0-9a-f]{32})' 'strict-dynamic'/.exec(policy)?.[1] ?? "none";
  expect(policy).toContain("frame-ancestors 'none'");
  for (const [tag] of (await response.text()).matchAll(/<script[^>]*>/g)) expect(tag).toContain(nonce);
});

test.each(["/pat/no/such", "/api/no/such", "/pat/v1", "/icon.svg", "/openapi.json", "/healthz"])(
  "what %s answers is no page: nothing in it runs",
  async (path) => {
    const response = await fetch(server.url + path);
    expect(response.headers.get("content-security-policy")).toMatch(
      /^default-src 'none';.*frame-ancestors 'none'/,
    );
  },
);

test("no cache keeps what next-auth answers", async () => {
  const paths = ["csrf", "providers", "signin", "error"].map((path) => `${server.url}/api/auth/${path}`);
  const answers = await Promise.all(paths.map((path) => fetch(path, { redirect: "manual" })));
  for (const { url, headers } of [...answers, (await signIn()).response])
    expect([url, headers.get("cache-control")]).toEqual([url, expect.stringContaining("no-store")]);
});

test("an upgrade does not leave a socket hanging behind the front", async () => {
  await fetch(`${server.url}/healthz`);
  const answer = await new Promise<string>((done) => {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    const end = () => done(text);
    let text = "";
    socket.on("data", (chunk) => {
      text += String(chunk);
      socket.destroy();
    });
    socket.on("close", end);
    socket.setTimeout(5000, () => socket.destroy());
    socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  });
  expect(answer).toContain("HTTP/1.1 200");
});

test("a page that breaks prints one JSON line: no statement, no value, no message", async () => {
  const { cookie } = await signIn();
  await database.db.execute(sql`alter table tokens rename column hint to was_hint`);
  const response = await fetch(`${server.url}/settings/tokens`, { headers: { cookie } });
  await response.text();
  await database.db.execute(sql`alter table tokens rename column was_hint to hint`);
  const lines = server.output().trim().split("\n");
  const printed = lines.filter((line) => line.includes("printed"));
  expect(printed.join("\n")).toContain("42703");
  expect(server.output()).not.toMatch(/Failed query|params:|was_hint/);
  const started = lines.findIndex((line) => line.startsWith("Latchkey is at"));
  for (const line of lines.slice(started + 1)) {
    if (!/^Create the owner|^http/.test(line)) expect(JSON.parse(line).name).toBe("latchkey");
  }
});

test("a secret where an id belongs is not in the log", async () => {
  const secret = `eyJhbGciOiJIUzI1NiJ9.${"x".repeat(40)}.${"y".repeat(43)}`;
  await fetch(`${server.url}/pat/v1/${secret}`);
  await fetch(`${server.url}/pat/v1?access_token=${secret}`);
  await expect.poll(() => server.output()).toContain("/pat/v1/[secret]");
  expect(server.output()).not.toContain("y".repeat(43));
});

test("what the browser loads holds no name of the server's, and nothing built holds a secret in use", async () => {
  const next = resolve(import.meta.dirname, "../.next");
  const { AUTH_SECRET = "", TOKEN_SECRET = "" } = process.env;
  const SERVER =
    /DATABASE_URL|TOKEN_SECRET|AUTH_SECRET|GATEWAY_KEY|drizzle|pg_catalog|argon2|node:crypto|HS256/;
  for (const entry of await readdir(next, { recursive: true, withFileTypes: true })) {
    const name = relative(next, join(entry.parentPath, entry.name));
    // A route that is called like a file (jwks.json) has a folder of that name.
    if (!entry.isFile() || /^(cache|node_modules)\//.test(name)) continue;
    if (!/\.(js|json|html|rsc|txt|map)$/.test(name)) continue;
    const text = await readFile(join(next, name), "utf8");
    if (name.startsWith("static/")) expect(SERVER.exec(text)?.[0], name).toBeUndefined();
    for (const secret of [AUTH_SECRET, TOKEN_SECRET.split(":")[1] ?? "", PASSWORD])
      if (secret === "" || text.includes(secret)) throw new Error(`${name} holds a secret`);
  }
});
