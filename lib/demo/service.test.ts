import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "@/db/testing";
import type { Runtime } from "@/lib/runtime";
import { findActor } from "@/lib/sessions/service";
import { signIn } from "@/lib/sign-in/service";
import { makeTestRuntime } from "@/lib/testing-runtime";
import { listTokens } from "@/lib/tokens/service";
import { TOKEN_FILTERS } from "@/lib/tokens/token";
import { DEMO_PEOPLE, DEMO_TOKENS } from "./demo";
import { fillWithDemo } from "./service";

let database: TestDatabase;
let runtime: Runtime;
let demo: Awaited<ReturnType<typeof fillWithDemo>>;
beforeAll(async () => {
  database = await openTestDatabase();
  runtime = makeTestRuntime(database.db);
  demo = await fillWithDemo(runtime);
});
afterAll(() => database?.close());

async function enter(email: string, password: string) {
  const origin = { ip: "192.0.2.1", agent: "test" };
  const entered = await signIn(runtime, { email, password }, origin, null);
  return entered.ok ? findActor(runtime, entered.value.sessionId, origin) : null;
}

test("everybody of the demo signs in with the password that was made for this database", async () => {
  expect(demo?.password).toMatch(/^[\w-]{16}$/);
  const owner = await enter(demo?.email ?? "", demo?.password ?? "");
  expect(owner).toMatchObject({ isInstanceOwner: true });
  for (const { email, groups } of DEMO_PEOPLE)
    expect((await enter(email, demo?.password ?? ""))?.groups).toEqual([...groups].toSorted());
});

test("tokens are there in every state that time does not bring, used and unused", async () => {
  const grace = await enter("grace@demo.example", demo?.password ?? "");
  if (!grace) throw new Error("no grace");
  const query = { sort: "created", search: "", cursor: null } as const;
  const counts = async (owner: Parameters<typeof listTokens>[2]) => {
    const listed = await listTokens(runtime, grace, owner, { ...query, filter: "live" });
    return listed.ok ? listed.value.counts : null;
  };
  const own = await counts({ kind: "user" });
  expect(own).toMatchObject({ live: 4, revoked: 1 });
  for (const filter of TOKEN_FILTERS.filter((name) => name !== "expired"))
    expect(own?.[filter]).toBeGreaterThan(0);
  expect(await counts({ kind: "team", group: "platform" })).toMatchObject({ live: 2, revoked: 1 });
  expect(DEMO_TOKENS).toHaveLength(11);
});

test("a database that is not empty stays as it is", async () => {
  expect(await fillWithDemo(runtime)).toBeNull();
});
