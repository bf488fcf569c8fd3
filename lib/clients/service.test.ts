import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/actor";
import { digestOf } from "@/lib/digest";
import { OWNER_GROUP, openTestPeople, type TestPeople } from "@/lib/testing-people";
import { authenticateClient, deleteClient, listClients, registerClient } from "./service";

let people: TestPeople;
let owner: SessionActor;
let ada: SessionActor;

beforeAll(async () => {
  people = await openTestPeople();
  await people.addPerson("owner@example.com", { groups: [OWNER_GROUP] });
  await people.addPerson("ada@example.com");
  owner = await people.signInAs("owner@example.com");
  ada = await people.signInAs("ada@example.com");
});
afterAll(() => people.close());

async function register(name: string) {
  const registered = await registerClient(people.runtime, owner, { name });
  if (!registered.ok) throw new Error(registered.failure.message);
  return registered.value;
}
const listed = async () => {
  const clients = await listClients(people.runtime, owner);
  return clients.ok ? clients.value : [];
};

describe("a client", () => {
  it("is registered with a secret that is shown in that one answer; its digest is stored, and the list shows a hint", async () => {
    const { id, name, secret } = await register("  Artifact registry ");
    expect(name).toBe("Artifact registry");
    expect(secret).toMatch(/^latchkey_client_[A-Za-z0-9_-]{43}$/);
    const rows = await people.query("select * from clients where id = $1", [id]);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(rows[0]?.digest).toEqual(digestOf(secret));
    const view = (await listed()).find((client) => client.id === id);
    expect(view).toEqual({
      id,
      name: "Artifact registry",
      hint: secret.slice(-4),
      createdBy: "owner",
      createdAt: expect.any(String),
      lastUsedAt: null,
    });
    expect(await people.listEvents(id)).toEqual(["client.registered"]);
  });

  it("is known by its id with its secret, and by nothing else; that it was used is shown", async () => {
    const [one, other] = [await register("one"), await register("other")];
    const as = (id: string, secret: string) => authenticateClient(people.runtime, id, secret);
    expect(await as(one.id, one.secret)).toEqual({ id: one.id, name: "one" });
    expect(await as(one.id.toUpperCase(), one.secret)).toMatchObject({ name: "one" });
    for (const [id, secret] of [
      [one.id, other.secret],
      [one.id, one.secret.slice(0, -1)],
      [one.id, ""],
      ["00000000-0000-4000-8000-000000000000", one.secret],
      ["", ""],
      ["'", one.secret],
    ] as const)
      expect(await as(id, secret)).toBeNull();
    const used = await listed();
    expect(used.find(({ id }) => id === one.id)?.lastUsedAt).not.toBeNull();
    expect(used.find(({ id }) => id === other.id)?.lastUsedAt).toBeNull();
  });

  it("is known by a database that takes no writes too", async () => {
    const { id, secret } = await register("reader");
    await people.query(`create function be_read_only() returns trigger language plpgsql as
      $$ begin raise exception 'read only' using errcode = '25006'; end $$`);
    await people.query(`create trigger be_read_only before update on clients
      for each row execute function be_read_only()`);
    expect(await authenticateClient(people.runtime, id, secret)).toMatchObject({ name: "reader" });
    await people.query("drop trigger be_read_only on clients");
  });

  it("has a name of its own, whatever the case, also of several registered at once", async () => {
    const results = await Promise.all(
      ["Scanner", "scanner", "SCANNER"].map((name) => registerClient(people.runtime, owner, { name })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.failure.kind).toBe("conflict");
  });

  it.each([
    { name: "" },
    { name: " " },
    { name: "x".repeat(81) },
    { name: "a\u0000b" },
    {},
    null,
    { name: "x", secret: "mine" },
  ])("with %j is not registered", async (input) => {
    expect(await registerClient(people.runtime, owner, input)).toMatchObject({
      failure: { kind: "invalid_input" },
    });
  });

  it("is dead once it is deleted; deleting it again is not found", async () => {
    const { id, secret } = await register("short-lived");
    expect(await deleteClient(people.runtime, owner, id)).toMatchObject({ ok: true });
    expect(await authenticateClient(people.runtime, id, secret)).toBeNull();
    for (const gone of [id, "x", null])
      expect(await deleteClient(people.runtime, owner, gone)).toMatchObject({
        failure: { kind: "not_found" },
      });
    expect(await people.listEvents(id)).toEqual(["client.registered", "client.deleted"]);
  });

  it("is listed, registered and deleted by instance owners alone, looked at again under lock", async () => {
    const { id, secret } = await register("guarded");
    const former = { ...ada, isInstanceOwner: true };
    for (const result of [
      await listClients(people.runtime, ada),
      await registerClient(people.runtime, ada, { name: "mine" }),
      await registerClient(people.runtime, former, { name: "mine" }),
      await deleteClient(people.runtime, ada, id),
      await deleteClient(people.runtime, former, id),
    ])
      expect(result).toMatchObject({ failure: { kind: "forbidden" } });
    expect(await authenticateClient(people.runtime, id, secret)).not.toBeNull();
  });

  it("is neither made nor removed when its event cannot be written", async () => {
    await people.breakAudit("client.registered");
    await expect(register("unheard")).rejects.toThrow();
    await people.mendAudit();
    const { id, secret } = await register("unheard");
    await people.breakAudit("client.deleted");
    await expect(deleteClient(people.runtime, owner, id)).rejects.toThrow();
    await people.mendAudit();
    expect(await authenticateClient(people.runtime, id, secret)).not.toBeNull();
  });
});
