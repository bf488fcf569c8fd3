import { expect, test } from "vitest";
import { parseEnv } from "./env";
import { makeTestSecrets } from "./testing";

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

test("equal secrets are refused by name", () => {
  const env = good();
  expect(refusal({ ...env, GATEWAY_KEY: env.AUTH_SECRET ?? "" })).toMatch(
    /AUTH_SECRET and GATEWAY_KEY are equal/,
  );
});
