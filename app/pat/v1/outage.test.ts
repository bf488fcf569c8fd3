import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { connectDatabase, type DatabaseHandle } from "@/db/client";
import { policy } from "@/db/schema/instance";
import { tokens } from "@/db/schema/tokens";
import { openTestDatabase, seedPerson, type TestDatabase } from "@/db/testing";
import type { SessionActor } from "@/lib/actor";
import { startTestConsole, type TestConsole } from "@/lib/testing";
import { makeTestRuntime } from "@/lib/testing-runtime";
import { openTestWire, type TestWire } from "@/lib/testing-wire";
import { issueForTest } from "@/lib/testing-wish";

// Its bounds are the product's; a busy machine may take longer for the rest.
vi.setConfig({ testTimeout: 60_000 });

/** The console reaches its database by `wire`; the test by `database`, so that it sees what really happened. */
let database: TestDatabase;
let admin: DatabaseHandle;
let wire: TestWire;
let server: TestConsole;
let ada: SessionActor;
let manager: { id: string; secret: string };

beforeAll(async () => {
  database = await openTestDatabase();
  admin = connectDatabase(inject("engineUrl"), { max: 1 });
  wire = await openTestWire(database.url);
  server = await startTestConsole(wire.url);
  ada = await seedPerson(database.db, "Ada");
  const runtime = makeTestRuntime(database.db);
  const { secret, token } = await issueForTest(runtime, ada, {
    description: "manager",
    mayManageTokens: true,
  });
  manager = { id: token.id, secret };
});
afterAll(async () => {
  await server?.stop();
  await wire?.close();
  await admin?.close();
  await database?.close();
});
beforeEach(async () => {
  Object.assign(wire, { delayMs: 0, isSilent: false, cut: null });
  await expect.poll(async () => (await call("GET", "/pat/v1")).status, { timeout: 15_000 }).toBe(202);
});

type Answer = { status: number; retryAfter: string | null; body: string; ms: number };

async function call(method: string, path: string, body?: unknown, key?: string, secret = manager.secret) {
  const startedAt = performance.now();
  const response = await fetch(server.url + path, {
    method,
    headers: {
      accept: "application/json",
      authorization: `Bearer ${secret}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(key && { "idempotency-key": key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer: Answer = {
    status: response.status,
    retryAfter: response.headers.get("retry-after"),
    body: await response.text(),
    ms: performance.now() - startedAt,
  };
  return answer;
}

const generate = (key?: string) => call("POST", "/pat/v1", { description: "x", hours: 1 }, key);
const countTokens = () => database.db.$count(tokens, eq(tokens.userId, ada.userId));

function expectOutage(answer: Answer): void {
  expect(answer.status).toBe(503);
  expect(Number(answer.retryAfter)).toBeGreaterThan(0);
  expect(JSON.parse(answer.body).code).toBe("unavailable");
  expect(answer.body).not.toContain("eyJ");
}

/** Ends every connection to the database, as its administrator does. */
async function terminateBackends(): Promise<void> {
  await admin.db.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${databaseName()}`,
  );
}

/** For connections made from now on; those that exist are ended. */
async function alterDatabase(change: string): Promise<void> {
  await admin.db.execute(sql.raw(`alter database ${databaseName()} ${change}`));
  await terminateBackends();
}

const databaseName = () => new URL(database.url).pathname.slice(1);

describe("a connection that is cut at COMMIT", () => {
  test("after its effect: 503 without a secret, and the same key says that the token is there", async () => {
    const [before, key] = [await countTokens(), randomUUID()];
    wire.cut = "after-commit";
    expectOutage(await generate(key));
    expect(await countTokens()).toBe(before + 1);
    const again = await generate(key);
    expect(again.status).toBe(409);
    const { id, detail } = JSON.parse(again.body);
    expect((await call("GET", `/pat/v1/${id}`)).status).toBe(200);
    expect(detail).toContain("if it never arrived, delete the token");
    expect(await countTokens()).toBe(before + 1);
  });

  test("before its effect: 503, no token, and the same key generates one", async () => {
    const [before, key] = [await countTokens(), randomUUID()];
    wire.cut = "before-commit";
    expectOutage(await generate(key));
    expect(await countTokens()).toBe(before);
    expect((await generate(key)).status).toBe(201);
  });
});

test("backends terminated amid calls: each call is answered or 503, nothing answered is lost, the process lives", async () => {
  const answers: Answer[] = [];
  let isOver = false;
  const callers = Array.from({ length: 6 }, async (_, i) => {
    while (!isOver) answers.push(await (i % 2 === 0 ? generate() : call("GET", "/pat/v1")));
  });
  for (let round = 1; round <= 10; round += 1) {
    await expect.poll(() => answers.length, { interval: 5, timeout: 15_000 }).toBeGreaterThan(round * 12);
    await terminateBackends();
  }
  isOver = true;
  await Promise.all(callers);
  expect(answers.filter(({ status }) => ![201, 202, 503].includes(status))).toEqual([]);
  for (const answer of answers.filter(({ status }) => status === 503)) expectOutage(answer);
  const made = answers.filter(({ status }) => status === 201).map(({ body }) => JSON.parse(body).id);
  const rows = await database.db.select({ id: tokens.id }).from(tokens);
  expect(made.filter((id) => !rows.some((row) => row.id === id))).toEqual([]);
  expect(server.process.exitCode).toBeNull();
  // None of the ten connections may have stayed behind with one of the many that were lost.
  const all = await Promise.all(Array.from({ length: 20 }, () => call("GET", "/pat/v1")));
  expect(all.every(({ status }) => status === 202)).toBe(true);
});

test("a standby that takes no writes: changes are 503, reading and verification go on, the process is ready", async () => {
  const made = JSON.parse((await generate()).body);
  await alterDatabase("set default_transaction_read_only = on");
  try {
    expectOutage(await generate());
    expectOutage(await call("PATCH", `/pat/v1/${made.id}`, { description: "y" }));
    expectOutage(await call("DELETE", `/pat/v1/${made.id}`));
    expect((await call("GET", `/pat/v1/${made.id}`)).status).toBe(200);
    expect((await call("GET", "/tokens/v1/self", undefined, undefined, made.token)).status).toBe(200);
    expect((await call("GET", "/pat/v1", undefined, undefined, "junk")).status).toBe(401);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  } finally {
    await alterDatabase("set default_transaction_read_only = off");
  }
  await expect
    .poll(async () => (await call("DELETE", `/pat/v1/${made.id}`)).status, { timeout: 15_000 })
    .toBe(202);
});

test("no connection is to be had: 503 and not ready, the process healthy, and all well again afterwards", async () => {
  await alterDatabase("connection limit 0");
  try {
    expectOutage(await call("GET", "/pat/v1"));
    expectOutage(await generate());
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  } finally {
    await alterDatabase("connection limit -1");
  }
  await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status, { timeout: 15_000 }).toBe(200);
});

describe("a database that is", () => {
  const ask = async (path: string) => {
    const startedAt = performance.now();
    const { status } = await fetch(server.url + path);
    return { status, ms: performance.now() - startedAt };
  };

  test("two seconds late: calls are answered or 503 within bounds, health stays quick, readiness tells", async () => {
    // A little more than the two seconds that readiness waits, so that the two timers are no race.
    wire.delayMs = 2300;
    const calls = Array.from({ length: 4 }, () => call("GET", "/pat/v1"));
    const [ready, health] = await Promise.all([ask("/readyz"), ask("/healthz")]);
    expect(health.status).toBe(200);
    expect(health.ms).toBeLessThan(wire.delayMs);
    expect(ready.status).toBe(503);
    expect(ready.ms).toBeLessThan(10_000);
    for (const answer of await Promise.all(calls)) {
      if (answer.status !== 202) expectOutage(answer);
      expect(answer.ms).toBeLessThan(20_000);
    }
  });

  test("silent: more calls than connections are all 503 within bounds, and all well again afterwards", async () => {
    wire.isSilent = true;
    const calls = [generate(), ...Array.from({ length: 25 }, () => call("GET", "/pat/v1"))];
    const [ready, health] = await Promise.all([ask("/readyz"), ask("/healthz")]);
    expect([ready.status, health.status]).toEqual([503, 200]);
    for (const answer of await Promise.all(calls)) {
      expectOutage(answer);
      expect(answer.ms).toBeLessThan(20_000);
    }
  });
});

test("ten clients that hang in the middle of their request keep nobody waiting", async () => {
  const { port } = new URL(server.url);
  const hung = Array.from({ length: 10 }, (_, i) => {
    const socket = connect(Number(port), "127.0.0.1").on("error", () => {});
    const head = `POST /pat/v1 HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${manager.secret}\r\n`;
    const rest = 'content-type: application/json\r\ncontent-length: 40\r\n\r\n{"description":';
    socket.write(i % 2 === 0 ? head : head + rest);
    return socket;
  });
  const answers = await Promise.all(Array.from({ length: 10 }, () => generate()));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
  for (const socket of hung) socket.destroy();
});

test("a bug is 500 internal_error with a request id, and nothing says that trying again would help", async () => {
  const [row] = await database.db.delete(policy).returning();
  const answer = await generate();
  if (row) await database.db.insert(policy).values(row);
  expect([answer.status, answer.retryAfter]).toEqual([500, null]);
  expect(JSON.parse(answer.body)).toMatchObject({ code: "internal_error", requestId: expect.any(String) });
});
