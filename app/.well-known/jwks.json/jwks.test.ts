import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "@/db/testing";
import { signUpstream, upstreamClaims } from "@/lib/jwt";
import { makeUpstreamKey, startTestConsole, type TestConsole } from "@/lib/testing";
import { readUpstreamPairs } from "@/lib/upstream-keys";

/** Newest first, as during a rotation: the second key's JWTs are still about. */
const UPSTREAM_JWT_KEY = `${makeUpstreamKey()},${makeUpstreamKey()}`;
let database: TestDatabase;
let server: TestConsole;
beforeAll(async () => {
  database = await openTestDatabase();
  server = await startTestConsole(database.url, { UPSTREAM_JWT_KEY });
});
afterAll(async () => {
  await server?.stop();
  await database?.close();
});

test("during a rotation JWTs of both keys are verified by what is published", async () => {
  const published = createRemoteJWKSet(new URL("/.well-known/jwks.json", server.url));
  const claims = upstreamClaims({ kind: "team", tokenId: "t", group: "platform" }, new Date(), null);
  for (const pair of readUpstreamPairs(UPSTREAM_JWT_KEY)) {
    const { payload } = await jwtVerify(signUpstream(pair, claims), published, { algorithms: ["ES256"] });
    expect(payload.groups).toEqual(["platform"]);
  }
});

test("anybody may read it and keep it briefly: a bearer that is refused elsewhere changes nothing", async () => {
  const address = `${server.url}/.well-known/jwks.json`;
  for (const headers of [{}, { authorization: "Bearer nonsense" }, { cookie: "latchkey-session=x" }]) {
    const answer = await fetch(address, { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
    expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.has("set-cookie")).toBe(false);
    expect(await answer.text()).not.toMatch(/"d":/);
  }
});
