import { randomBytes, randomUUID } from "node:crypto";
import { type IncomingHttpHeaders, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { jwtVerify } from "jose";
import type { SessionActor } from "@/lib/actor";
import { verifyBearer } from "@/lib/identities/verification";
import type { Issuer } from "@/lib/issuer";
import { createOrganization } from "@/lib/organizations/service";
import { createTeam } from "@/lib/teams/service";
import { OWNER_GROUP, openTestPeople } from "@/lib/testing-people";
import { settle } from "@/lib/testing-result";
import { recordCall } from "@/lib/tokens/recorder";
import { generateToken } from "@/lib/tokens/service";
import type { OwnerRef } from "@/lib/tokens/token";
import { createLookup } from "./lookup";
import { createMetrics } from "./metrics";
import { createGateway } from "./server";
import { createVerifier } from "./verify";

export const KEY = randomBytes(32).toString("base64url");
export const UPSTREAM = new Uint8Array(randomBytes(32));
export const USER = { kind: "user" } as const;
export const TEAM = { kind: "team", group: "platform" } as const;

export type Reply = { status: number; headers: IncomingHttpHeaders; body: string };

/** Two replicas of the listener over one database with an owner, olive, and mia of the team "platform" of acme. */
export async function openTestGateway() {
  const people = await openTestPeople();
  await people.addPerson("olive@example.com", { groups: [OWNER_GROUP] });
  await people.addPerson("mia@example.com", { groups: ["platform", "no team here"] });
  const owner = await people.signInAs("olive@example.com");
  const mia = await people.signInAs("mia@example.com");
  const acme = (await settle(createOrganization(people.runtime, owner, { name: "acme" }))).id;
  const teamId = (await settle(createTeam(people.runtime, owner, acme, { name: "platform" }))).id;
  const state = { clock: new Date("2026-03-01T12:00:00Z"), isBroken: false, issuer: null as Issuer | null };
  const servers = await Promise.all([listen(), listen()]);

  function listen(): Promise<Server> {
    const lookup = createLookup(people.runtime.db);
    const server = createGateway({
      verify: createVerifier({
        tokenKeys: people.runtime.tokenKeys,
        upstreamKey: UPSTREAM,
        gatewayKey: KEY,
        ownerGroup: OWNER_GROUP,
        passIssuers: ["https://issuer.example"],
        passTerrakubeUntil: new Date("2026-03-02T00:00:00Z"),
        lookup: (digest) =>
          state.isBroken ? Promise.reject(new Error("connection terminated")) : lookup(digest),
        now: () => state.clock,
        verifyOidc: (bearer, origin) =>
          verifyBearer({ ...people.runtime, issuer: state.issuer }, bearer, origin),
      }),
      record: (call) => recordCall(people.runtime, call),
      isReady: async () => !state.isBroken,
      now: () => state.clock,
      metrics: createMetrics(),
      onError: () => {},
    });
    return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
  }

  /** `headers` in pairs, so that one name may come twice. */
  function ask(headers: string[], { replica = 0, method = "GET", path = "/verify" } = {}): Promise<Reply> {
    const { port } = (servers[replica] as Server).address() as AddressInfo;
    const options = {
      port,
      host: "127.0.0.1",
      path,
      method,
      headers: ["Host", "g", ...headers],
      agent: false,
    };
    return new Promise((resolve, reject) => {
      const call = request(options, (response) => {
        let body = "";
        response.on("data", (chunk) => (body += String(chunk)));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      });
      call.on("error", reject);
      call.end();
    });
  }

  return {
    people,
    owner,
    mia,
    acme,
    teamId,
    state,
    /** host:port of each replica. */
    addresses: servers.map((server) => `127.0.0.1:${(server.address() as AddressInfo).port}`),
    stopListening: () => {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
    ask,
    /** As a gateway asks, about a call with this bearer. */
    askAbout: (bearer: string, more: string[] = [], how: Parameters<typeof ask>[1] = {}) =>
      ask(["X-Latchkey-Gateway-Key", KEY, "Authorization", `Bearer ${bearer}`, ...more], how),
    /** As the dialog generates; `more` of what it sends. */
    issue: (whose: OwnerRef, actor: SessionActor = mia, more: object = {}) =>
      settle(
        generateToken(people.runtime, actor, whose, {
          description: "t",
          expiry: { kind: "lifetime", days: 1, hours: 0, minutes: 0 },
          mayManageTokens: false,
          mayManageTeams: false,
          idempotencyKey: randomUUID(),
          ...more,
        }),
      ),
    claimsOf: async (reply: Reply) => {
      const jwt = reply.headers.authorization?.replace("Bearer ", "") ?? "";
      return (await jwtVerify(jwt, UPSTREAM, { algorithms: ["HS256"], audience: "Terrakube" })).payload;
    },
    close: async () => {
      for (const server of servers) server.close();
      await people.close();
    },
  };
}

export type TestGateway = Awaited<ReturnType<typeof openTestGateway>>;
