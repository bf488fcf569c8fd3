import { expect, test } from "vitest";
import { codeOf, isOutage } from "./outage";

const withCode = (code: string) => Object.assign(new Error("database error"), { code });

test.each([
  ["the server is stopping or starting", ["57P01", "57P02", "57P03"]],
  ["the connection is lost", ["08006", "08003", "ECONNRESET", "EPIPE"]],
  ["there is no way to the server", ["ECONNREFUSED", "EHOSTUNREACH", "ENOTFOUND", "ETIMEDOUT"]],
  ["the server lets nobody of ours in", ["53300", "28P01", "3D000"]],
  ["it is a standby", ["25006"]],
  ["it is full or failing", ["53100", "53200", "58030"]],
  ["it took too long or was in each other's way", ["57014", "55P03", "25P03", "40P01", "40001"]],
])("an outage: %s", (_, codes) => {
  for (const code of codes) {
    const wrapped = new Error("Failed query", { cause: withCode(code) });
    expect([code, isOutage(withCode(code)), isOutage(wrapped), codeOf(wrapped)]).toEqual([
      code,
      true,
      true,
      code,
    ]);
  }
});

test.each([
  "timeout exceeded when trying to connect",
  "Connection terminated unexpectedly",
  "Query read timeout",
  "Client has encountered a connection error and is not queryable",
])("an outage that pg tells in words only: %s", (message) => {
  expect(isOutage(new Error("Failed query", { cause: new Error(message) }))).toBe(true);
});

test("bugs are none: a wrong query, a broken constraint, an error of our own", () => {
  for (const code of ["42P01", "23505", "22021"]) expect(isOutage(withCode(code))).toBe(false);
  expect(isOutage(new Error("the policy row is missing"))).toBe(false);
  expect(isOutage(undefined)).toBe(false);
});
