import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("..", import.meta.url);
const files = execFileSync("git", ["ls-files", "*.ts", "*.tsx"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((name) => name !== "" && !/\.test\.tsx?$|^e2e\/|testing|\.config\.ts$|\.d\.m?ts$/.test(name));

/** Where a word may stand; what stands elsewhere is in the wrong room. */
const RULES: [rule: string, pattern: RegExp, allowed: RegExp][] = [
  ["process.env is read in lib/env.ts", /process\.env/, /^(lib\/env\.ts|console\/main\.ts|scripts\/)/],
  [
    "time enters in lib/runtime.ts",
    /new Date\(\)|Date\.now\(/,
    /^(lib\/runtime\.ts|components\/tokens\/clock\.ts|scripts\/)/,
  ],
  [
    "randomness enters in lib/runtime.ts",
    /Math\.random|randomUUID\(|getRandomValues/,
    /^(proxy\.ts|components\/tokens\/|lib\/runtime\.ts|scripts\/)/,
  ],
  ["Authorized types are made once", /as Authorized/, /^lib\/authorization\.ts$/],
  ["server actions live in actions.ts", /^"use server"/m, /\/actions\.ts$/],
  ["drizzle-orm stays in db/", /from "drizzle-orm/, /^(db|scripts)\//],
  ["next-auth stays in lib/auth*.ts", /from "next-auth/, /^lib\/auth(-client|-oidc)?\.ts$/],
  ["jose stays in three files", /from "jose"/, /^lib\/(tokens\/secret|jwt|issuer)\.ts$/],
];

test.each(RULES)("%s", (_, pattern, allowed) => {
  const elsewhere = files.filter(
    (name) => !allowed.test(name) && pattern.test(readFileSync(new URL(name, root), "utf8")),
  );
  expect(elsewhere).toEqual([]);
});

test("no mock of our own code, no sleep, no focused or skipped test", () => {
  const tests = execFileSync("git", ["ls-files", "*.test.ts", "*.test.tsx", "*.spec.ts"], {
    cwd: root,
    encoding: "utf8",
  })
    .split("\n")
    .filter(Boolean);
  const forbidden = new RegExp(
    ["vi\\.mock\\(", "waitForTime" + "out", "network" + "idle", "\\.on" + "ly\\(", "\\.sk" + "ip\\("].join(
      "|",
    ),
  );
  expect(
    tests.filter(
      (name) => !name.endsWith("house.test.ts") && forbidden.test(readFileSync(new URL(name, root), "utf8")),
    ),
  ).toEqual([]);
});
