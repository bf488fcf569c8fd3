import { afterAll, beforeAll, expect, test } from "vitest";
import { type Issued, openTestRest, type TestRest } from "@/lib/testing-rest";

let rest: TestRest;
let manager: Issued;
beforeAll(async () => {
  rest = await openTestRest();
  manager = await rest.issue(rest.owner, { mayManageTokens: true });
});
afterAll(() => rest?.close());

const generate = (body: object, bearer = manager) =>
  rest.call(bearer, "POST", "/pat/v1", { description: "t", days: 1, ...body });

test("a token keeps the networks it was given, canonical, and passes only from there", async () => {
  const made = await generate({ allowedCidrs: ["127.0.0.1", "2001:DB8::/32"] });
  expect([made.status, made.json().allowedCidrs]).toEqual([201, ["127.0.0.1/32", "2001:db8::/32"]]);
  const inside = { id: made.json().id, secret: made.json().token };
  const self = await rest.call(inside, "GET", "/tokens/v1/self");
  expect([self.status, self.json().allowedCidrs]).toEqual([200, ["127.0.0.1/32", "2001:db8::/32"]]);
  const read = await rest.call(manager, "GET", `/pat/v1/${inside.id}`);
  expect(read.json().allowedCidrs).toEqual(["127.0.0.1/32", "2001:db8::/32"]);
  const elsewhere = (await generate({ allowedCidrs: ["192.0.2.0/24"] })).json();
  const refused = await rest.call({ id: elsewhere.id, secret: elsewhere.token }, "GET", "/tokens/v1/self");
  expect([refused.status, refused.json().token.reason]).toEqual([401, "network"]);
  const anywhere = (await generate({})).json();
  expect(anywhere.allowedCidrs).toBeNull();
  const everywhere = { id: anywhere.id, secret: anywhere.token };
  expect((await rest.call(everywhere, "GET", "/tokens/v1/self")).json().allowedCidrs).toBeNull();
});

test("what is no network is 400, names the entry, and generates nothing", async () => {
  const before = (await rest.call(manager, "GET", "/pat/v1")).json().length;
  for (const entry of ["10.1.2.3/8", "nonsense", "10.0.0.0/33"]) {
    const refused = await generate({ allowedCidrs: ["10.0.0.0/8", entry] });
    expect(refused.status).toBe(400);
    expect(refused.json().errors).toEqual([
      { field: "allowedCidrs", message: expect.stringContaining(entry) },
    ]);
  }
  expect((await rest.call(manager, "GET", "/pat/v1")).json().length).toBe(before);
});

test("a token that is bound to networks mints none that is wider: it inherits them, or asks for narrower ones", async () => {
  const bound = await rest.issue(rest.owner, { mayManageTokens: true });
  await rest.database.db.$client.query("update tokens set allowed_cidrs = '{127.0.0.0/8}' where id = $1", [
    bound.id,
  ]);
  expect((await generate({}, bound)).json().allowedCidrs).toEqual(["127.0.0.0/8"]);
  expect((await generate({ allowedCidrs: ["127.0.0.1"] }, bound)).json().allowedCidrs).toEqual([
    "127.0.0.1/32",
  ]);
  const wider = await generate({ allowedCidrs: ["0.0.0.0/0"] }, bound);
  expect([wider.status, wider.json().errors[0].field]).toEqual([400, "allowedCidrs"]);
});
