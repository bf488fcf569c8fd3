import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, seedPerson, type TestDatabase } from "@/db/testing";
import type { SessionActor } from "@/lib/actor";
import { issuesIn } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { makeTestRuntime } from "@/lib/testing-runtime";
import { NETWORKS_MOST } from "./networks";
import { generateToken } from "./service";
import { verifySecret } from "./verification";

let database: TestDatabase;
let runtime: Runtime;
let actor: SessionActor;
beforeAll(async () => {
  database = await openTestDatabase();
  runtime = makeTestRuntime(database.db);
  actor = await seedPerson(database.db);
});
afterAll(() => database?.close());

const generate = (more: object) =>
  generateToken(
    runtime,
    actor,
    { kind: "user" },
    {
      description: "office",
      expiry: { kind: "lifetime", days: 1, hours: 0, minutes: 0 },
      mayManageTokens: false,
      mayManageTeams: false,
      idempotencyKey: randomUUID(),
      ...more,
    },
  );

test("networks that the dialog sends are kept, canonical, and bind the token; none sent bind nothing", async () => {
  const made = await generate({ allowedCidrs: ["192.0.2.7", "2001:DB8::/32", "192.0.2.7/32"] });
  if (!made.ok) throw new Error(made.failure.message);
  expect(made.value.token.allowedCidrs).toEqual(["192.0.2.7/32", "2001:db8::/32"]);
  const from = async (ip: string) => {
    const verdict = await verifySecret(runtime, made.value.secret, { ip, agent: null });
    return verdict.kind === "dead" ? verdict.token.reason : verdict.kind;
  };
  expect([await from("192.0.2.7"), await from("2001:db8::9"), await from("192.0.2.8")]).toEqual([
    "accepted",
    "accepted",
    "network",
  ]);
  for (const none of [{}, { allowedCidrs: null }])
    expect(await generate(none)).toMatchObject({ value: { token: { allowedCidrs: null } } });
});

test.each([
  ["a text", "10.0.0.0/8", /must be a list/],
  ["an empty list", [], /at least one/],
  ["a number", [7], /must be a list/],
  ["too many", Array.from({ length: NETWORKS_MOST + 1 }, (_, i) => `10.0.${i}.0/24`), /At most 20/],
])("%s is refused at its field and generates nothing", async (_, allowedCidrs, says) => {
  const before = await count();
  const refused = await generate({ allowedCidrs });
  expect(issuesIn(refused)).toEqual([{ field: "allowedCidrs", message: expect.stringMatching(says) }]);
  expect(await count()).toBe(before);
});

test("each wrong network is named, together with whatever else is wrong", async () => {
  const refused = await generate({
    description: " ",
    allowedCidrs: ["10.0.0.0/8", "10.1.2.3/8", "nonsense"],
  });
  expect(issuesIn(refused)).toEqual([
    { field: "description", message: expect.any(String) },
    { field: "allowedCidrs", message: expect.stringContaining("10.1.2.3/8") },
    { field: "allowedCidrs", message: expect.stringContaining("nonsense") },
  ]);
});

test("a field that nobody knows is named", async () => {
  expect(issuesIn(await generate({ networks: ["10.0.0.0/8"] }))).toEqual([
    { field: "networks", message: "There is no field networks here." },
  ]);
});

async function count(): Promise<number> {
  const { rows } = await database.db.$client.query("select count(*)::int as n from tokens");
  return rows[0].n;
}
