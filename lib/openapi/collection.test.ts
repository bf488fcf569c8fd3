import { readFileSync } from "node:fs";
import newman, { type Summary } from "newman";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Issued, openTestRest, type TestRest } from "@/lib/testing-rest";

/** docs/latchkey.postman_collection.json, run by Postman's own runner against a real console. */

const FILE = new URL("../../docs/latchkey.postman_collection.json", import.meta.url);
const collection = JSON.parse(readFileSync(FILE, "utf8"));
let rest: TestRest;
let manager: Issued;

beforeAll(async () => {
  rest = await openTestRest();
  manager = await rest.issue(await rest.addPerson("Ada"), { mayManageTokens: true });
});
afterAll(() => rest?.close());

/** Without a reporter: nothing of a run is printed or written to a file. */
function run(token: string) {
  const envVar = [
    { key: "baseUrl", value: rest.server.url },
    { key: "token", value: token },
  ];
  return new Promise<Summary["run"]>((resolve, reject) =>
    newman.run({ collection, envVar, reporters: [], timeoutRequest: 10_000 }, (error, summary) =>
      error ? reject(error) : resolve(summary.run),
    ),
  );
}

test("every request of the collection is answered as its assertions say", async () => {
  const { stats, failures } = await run(manager.secret);
  expect(failures.map(({ error, source }) => `${source?.name}: ${error.message}`)).toEqual([]);
  expect(stats.requests.total).toBe(collection.item.length);
  expect(stats.assertions.total).toBeGreaterThan(30);
});

test("the story cleans up: what it generated is deleted", async () => {
  const live = (await rest.call(manager, "GET", "/pat/v1")).json();
  expect(live.map(({ id }: { id: string }) => id)).toEqual([manager.id]);
});

test("with a secret that is not accepted its assertions fail", async () => {
  expect((await run("x")).failures.length).toBeGreaterThan(10);
});

test("the file holds no secret, and the console printed none", () => {
  expect(collection.variable).toContainEqual({ key: "token", value: "", type: "secret" });
  expect(JSON.stringify(collection)).not.toMatch(/eyJ/);
  expect(rest.server.output()).not.toContain(manager.secret);
});
