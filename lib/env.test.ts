import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { parseEnv } from "./env";
import { makeTestSecrets, makeUpstreamKey } from "./testing";

const good = (): Record<string, string> => ({
  DATABASE_URL: "postgres://u:p@localhost/db",
  ...makeTestSecrets(),
});
const refusal = (env: Record<string, string | undefined>) => {
  try {
    parseEnv(env);
    return "accepted";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
};

test("a complete configuration is read, with its defaults", () => {
  expect(parseEnv(good())).toMatchObject({
    host: "127.0.0.1",
    port: 3000,
    publicUrl: "http://localhost:3000",
    ownerGroup: "TERRAKUBE_ADMIN",
  });
});

test.each([
  ["AUTH_SECRET", "short"],
  ["AUTH_SECRET", undefined],
  ["TOKEN_SECRET", undefined],
  ["TOKEN_SECRET", "latchkey-1:c2hvcnQ"],
  ["TOKEN_SECRET", "other-1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
  ["DATABASE_URL", "mysql://x"],
  ["PORT", "70000"],
  ["PUBLIC_URL", "https://latchkey.test/base"],
])("start refuses %s = %s and names the variable, never its value", (name, value) => {
  const message = refusal({ ...good(), [name]: value });
  expect(message).toContain(name);
  if (value && value.length > 5) expect(message).not.toContain(value);
});

test.each([
  ["UPSTREAM_JWT_KEY", "bm90IGEga2V5", "must be P-256"],
  ["UPSTREAM_JWT_KEY", otherCurve(), "must be P-256"],
  ["UPSTREAM_JWT_KEY", undefined, "is missing: UPSTREAM_JWT_ALG is ES256"],
  ["UPSTREAM_JWT_ALG", "none", "must be HS256 or ES256"],
])("ES256 without a P-256 key is refused by name, never by value: %s, case %#", (name, value, words) => {
  const message = refusal({ ...good(), UPSTREAM_JWT_ALG: "ES256", [name]: value });
  expect(message).toContain(`${name} ${words}`);
  if (value && value.length > 5) expect(message).not.toContain(value);
});

test("the gateway signs for Terrakube unless ES256 is asked for; then with the first of the published keys", () => {
  const two = { ...good(), UPSTREAM_JWT_KEY: `${makeUpstreamKey()},${makeUpstreamKey()}` };
  const plain = parseEnv(two);
  expect(plain.gatewayUpstreamKey).toBe(plain.upstreamKey);
  const other = parseEnv({ ...two, UPSTREAM_JWT_ALG: "ES256" });
  expect(other.upstreamPairs).toHaveLength(2);
  expect(other.gatewayUpstreamKey).toBe(other.upstreamPairs[0]);
});

function otherCurve(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
  return privateKey.export({ format: "der", type: "pkcs8" }).toString("base64url");
}

test("equal secrets are refused by name", () => {
  const env = good();
  expect(refusal({ ...env, GATEWAY_KEY: env.AUTH_SECRET ?? "" })).toMatch(
    /AUTH_SECRET and GATEWAY_KEY are equal/,
  );
});

const oidc = {
  OIDC_ISSUER: "https://dex.example.com",
  OIDC_CLIENT_ID: "latchkey",
  OIDC_CLIENT_SECRET: "a client secret of some length",
  OIDC_AUDIENCE: "terrakube, latchkey",
};

test("an identity provider is read with its defaults; without one there is none", () => {
  expect(parseEnv(good()).oidc).toBeNull();
  expect(parseEnv({ ...good(), ...oidc })).toMatchObject({
    oidc: { name: "dex.example.com", groupsClaim: "groups", audience: ["terrakube", "latchkey"] },
    groupsMaxAgeSeconds: 7 * 86_400,
  });
});

test.each([
  ["OIDC_ISSUER", { ...oidc, OIDC_ISSUER: undefined }],
  ["OIDC_CLIENT_ID", { ...oidc, OIDC_CLIENT_ID: undefined }],
  ["OIDC_CLIENT_SECRET", { ...oidc, OIDC_CLIENT_SECRET: "" }],
  ["OIDC_AUDIENCE", { ...oidc, OIDC_AUDIENCE: undefined }],
  ["OIDC_AUDIENCE", { ...oidc, OIDC_AUDIENCE: " , " }],
  ["OIDC_ISSUER", { OIDC_NAME: "Dex" }],
  ["OIDC_ISSUER", { ...oidc, OIDC_ISSUER: "http://dex.example.com" }],
  ["OIDC_ISSUER", { ...oidc, OIDC_ISSUER: "https://dex.example.com?tenant=1" }],
  ["PASS_BEARER_ISSUERS", { ...oidc, PASS_BEARER_ISSUERS: "https://dex.example.com" }],
  ["IDP_GROUPS_MAX_AGE", { IDP_GROUPS_MAX_AGE: "7" }],
  ["IDP_GROUPS_MAX_AGE", { IDP_GROUPS_MAX_AGE: "0d" }],
  ["IDP_GROUPS_MAX_AGE", { IDP_GROUPS_MAX_AGE: "400d" }],
  ["CORS_ORIGINS", { CORS_ORIGINS: "*" }],
  ["CORS_ORIGINS", { CORS_ORIGINS: "null" }],
  ["CORS_ORIGINS", { CORS_ORIGINS: "https://ui.example.com/" }],
  ["CORS_ORIGINS", { CORS_ORIGINS: "https://ui.example.com,HTTPS://Other.example.com" }],
])("half a configuration of other parties is refused, and %s named", (name, change) => {
  expect(refusal({ ...good(), ...change })).toMatch(new RegExp(`^${name} `));
});

test("origins are read as browsers send them", () => {
  const CORS_ORIGINS = "https://ui.example.com, http://localhost:8081";
  expect(parseEnv({ ...good(), CORS_ORIGINS }).corsOrigins).toEqual([
    "https://ui.example.com",
    "http://localhost:8081",
  ]);
});
