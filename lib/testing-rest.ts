import { connect } from "node:net";
import { gunzipSync } from "node:zlib";
import { inTransaction } from "@/db/client";
import { addLocalMembership } from "@/db/memberships";
import { openTestDatabase, seedPerson } from "@/db/testing";
import type { SessionActor } from "./actor";
import { createOrganization } from "./organizations/service";
import { createTeam } from "./teams/service";
import { startTestConsole } from "./testing";
import { settle } from "./testing-result";
import { makeTestRuntime } from "./testing-runtime";
import { issueForTest } from "./testing-wish";

export type Answer = {
  status: number;
  headers: Record<string, string>;
  text: string;
  json: () => ReturnType<JSON["parse"]>;
};
export type Issued = { id: string; secret: string };
type Options = { group?: string; days?: number; mayManageTokens?: boolean; mayManageTeams?: boolean };

/** A built console on a database of its own, with an instance owner, and the ways to it that REST tests need. */
export async function openTestRest(env: Record<string, string> = {}) {
  const database = await openTestDatabase();
  const runtime = makeTestRuntime(database.db);
  const server = await startTestConsole(database.url, { OWNER_GROUP: runtime.ownerGroup, ...env });
  const { port } = new URL(server.url);

  async function addPerson(name: string, ...groups: string[]): Promise<SessionActor> {
    const actor = await seedPerson(database.db, name);
    await inTransaction(database.db, async (tx) => {
      for (const group of groups) await addLocalMembership(tx, actor.userId, group);
    });
    return { ...actor, groups, isInstanceOwner: groups.includes(runtime.ownerGroup) };
  }
  const owner = await addPerson("Olive", runtime.ownerGroup);

  return {
    database,
    runtime,
    server,
    owner,
    addPerson,
    addOrganization: async (name: string) => (await settle(createOrganization(runtime, owner, { name }))).id,
    addTeam: async (organizationId: string, input: object) =>
      (await settle(createTeam(runtime, owner, organizationId, input))).id,
    /** A token of the person, or of a team of which the person is a member. */
    issue: async (actor: SessionActor, options: Options = {}): Promise<Issued> => {
      const lifetime = { days: options.days ?? 30, hours: 0, minutes: 0 };
      const issued = await issueForTest(
        runtime,
        actor,
        {
          description: "ci",
          expiry: { kind: "lifetime", lifetime },
          lifetime,
          mayManageTokens: options.mayManageTokens ?? false,
          mayManageTeams: options.mayManageTeams ?? false,
        },
        options.group === undefined ? { kind: "user" } : { kind: "team", group: options.group },
      );
      return { id: issued.token.id, secret: issued.secret };
    },
    /** An ordinary call; a body that is no text is sent as JSON. */
    call: async (
      token: Issued | null,
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answer> => {
      const response = await fetch(server.url + path, {
        method,
        headers: {
          accept: "application/json",
          ...(token && { authorization: `Bearer ${token.secret}` }),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      return readResponse(response, await response.text());
    },
    /** A form, as OAuth's endpoints take it. */
    post: async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
      const body = new URLSearchParams(fields);
      const response = await fetch(server.url + path, { method: "POST", body, headers, redirect: "manual" });
      return readResponse(response, await response.text());
    },
    /** Exactly these lines and this body, on a connection of their own; HOST in a line is the console's. */
    send: (lines: string[], body = ""): Promise<Answer> =>
      sendBytes(Number(port), `${lines.join("\r\n").replaceAll("HOST", `localhost:${port}`)}\r\n\r\n${body}`),
    close: async () => {
      await server.stop();
      await database.close();
    },
  };
}

export type TestRest = Awaited<ReturnType<typeof openTestRest>>;

function readResponse(response: Response, text: string): Answer {
  const headers = Object.fromEntries(response.headers);
  return { status: response.status, headers, text, json: () => JSON.parse(text) };
}

function sendBytes(port: number, text: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    let received = Buffer.alloc(0);
    socket.setTimeout(10_000, () => socket.destroy(new Error("no answer")));
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      const answer = readAnswer(received);
      if (!answer) return;
      socket.destroy();
      resolve(answer);
    });
  });
}

/** The answer in these bytes (RFC 9112), unzipped; null while it is not whole. */
function readAnswer(bytes: Buffer): Answer | null {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [first = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(":")).toLowerCase(),
      line.slice(line.indexOf(":") + 1).trim(),
    ]),
  );
  const status = Number(first.split(" ")[1]);
  const rest = bytes.subarray(end + 4);
  const body =
    status === 204
      ? Buffer.alloc(0)
      : headers["transfer-encoding"] === "chunked"
        ? readChunks(rest)
        : rest.length >= Number(headers["content-length"])
          ? rest
          : null;
  if (!body) return null;
  const text = (headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString();
  return { status, headers, text, json: () => JSON.parse(text) };
}

function readChunks(bytes: Buffer): Buffer | null {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf("\r\n", at);
    if (end < 0) return null;
    const size = Number.parseInt(bytes.subarray(at, end).toString("latin1"), 16);
    if (size === 0) return Buffer.concat(parts);
    if (bytes.length < end + 2 + size + 2) return null;
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
