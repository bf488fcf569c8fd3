import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { writeCurl } from "./curl";
import { OPERATIONS } from "./document";

const PUBLIC_URL = "https://latchkey.example.test";
const argumentsOf = (command: string) => {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const env = { ...process.env, LATCHKEY_TOKEN: "a b", CLIENT_ID: "id", CLIENT_SECRET: "it's" };
  return execFileSync("sh", ["-c", script], { env, encoding: "utf8" }).split("\0");
};

test.each(OPERATIONS.map((operation) => [operation.id, operation] as const))(
  "%s: a shell reads the command as one call of the operation",
  (_, operation) => {
    const given = argumentsOf(writeCurl(operation, PUBLIC_URL));
    const method = given.includes("-X") ? given[given.indexOf("-X") + 1] : operation.body ? "POST" : "GET";
    expect(method).toBe(operation.method.toUpperCase());
    const address = given.at(-2) ?? "";
    const shape = new RegExp(`^${PUBLIC_URL}${operation.path.replace(/\{\w+\}/g, "[^/{}]+")}$`);
    expect(address).toMatch(shape);
    const sent = given.indexOf("-d") < 0 ? undefined : JSON.parse(given[given.indexOf("-d") + 1] ?? "");
    const isForm = operation.body?.mediaTypes[0] === "application/x-www-form-urlencoded";
    expect(sent).toEqual(isForm ? undefined : operation.body?.example);
    expect(given.includes("Authorization: Bearer a b")).toBe(operation.security === "bearer");
    expect(given.includes("id:it's")).toBe(operation.security === "client");
  },
);
