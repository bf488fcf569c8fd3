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
