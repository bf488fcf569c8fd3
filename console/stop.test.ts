import { connect } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tokens } from "@/db/schema/tokens";
import { openTestDatabase, seedPerson, type TestDatabase } from "@/db/testing";
import { startTestConsole, type TestConsole } from "@/lib/testing";
import { makeTestRuntime } from "@/lib/testing-runtime";
import { generateToken } from "@/lib/tokens/service";
import { verifySecret } from "@/lib/tokens/verification";

let database: TestDatabase;
let server: TestConsole;
beforeAll(async () => {
  database = await openTestDatabase();
  server = await startTestConsole(database.url);
});
afterAll(async () => {
  await server?.stop();
  await database?.close();
});

/** A request of which the last line is still to come. `finish` sends it and reads the whole answer. */
async function beginRequest(url: string, path: string): Promise<{ finish: () => Promise<string> }> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk) => (answer += String(chunk)));
  const ended = new Promise<void>((done) => socket.once("close", () => done()));
  await new Promise<void>((done) =>
    socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n`, () => done()),
  );
  return {
    finish: async () => {
      socket.write("\r\n");
      await ended;
      return answer;
    },
  };
}

test("SIGTERM under load: not ready, what is under way is answered, no token without its answer, exit 0", {
  timeout: 60_000,
}, async () => {
  const runtime = makeTestRuntime(database.db);
  const ada = await seedPerson(database.db, "Ada");
  const made = await generateToken(
    runtime,
    ada,
    { kind: "user" },
    {
      description: "manager",
      expiry: { kind: "lifetime", days: 1, hours: 0, minutes: 0 },
      mayManageTokens: true,
      mayManageTeams: false,
      idempotencyKey: crypto.randomUUID(),
    },
  );
  if (!made.ok) throw new Error(made.failure.message);

  const answers: { status: number; secret: string }[] = [];
  const callers = Array.from({ length: 8 }, async () => {
    const headers = { authorization: `Bearer ${made.value.secret}`, "content-type": "application/json" };
    for (;;) {
      const response = await fetch(`${server.url}/pat/v1`, {
        method: "POST",
        headers,
        body: '{"hours":1}',
      }).catch(() => null);
      if (!response) return;
      answers.push({ status: response.status, secret: (await response.json()).token });
    }
  });
  await expect.poll(() => answers.length, { interval: 5, timeout: 15_000 }).toBeGreaterThan(30);
  const late = await beginRequest(server.url, "/readyz");
  const exit = new Promise<number | null>((done) => server.process.once("exit", done));
  server.process.kill("SIGTERM");
  await Promise.all(callers);
  const answer = await late.finish();
  expect(answer).toMatch(/^HTTP\/1\.1 503 /);
  expect(answer).toMatch(/^connection: close\r$/im);
  expect(await exit).toBe(0);

  expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
  expect(await database.db.$count(tokens, eq(tokens.mintedBy, made.value.token.id))).toBe(answers.length);
  const origin = { ip: null, agent: null };
  const verdicts = await Promise.all(
    answers.slice(-40).map(({ secret }) => verifySecret(runtime, secret, origin)),
  );
  expect(verdicts.every(({ kind }) => kind === "accepted")).toBe(true);
});
