import { createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that answers as Terrakube's API does (terrakube-contract.md 1.3, 2.2), with no library of ours. */

type Attributes = Record<string, unknown>;
type Resource = { id: string; attributes: Attributes };

const FLAGS = [
  "manageState",
  "manageCollection",
  "manageJob",
  "manageWorkspace",
  "manageModule",
  "manageProvider",
  "manageVcs",
  "manageTemplate",
  "planJob",
  "approveJob",
];

/** @param key its PatSecret; @param adminGroup its superusers' group */
export async function openTestTerrakube(key: Uint8Array, adminGroup: string) {
  const organizations = new Map<string, Attributes>();
  const teams = new Map<string, Attributes & { organizationId: string }>();
  const asked: string[] = [];
  const sockets = new Set<ServerResponse>();
  const terrakube = {
    organizations,
    teams,
    /** Paths with query, as they came. */
    asked,
    /** Takes a request over when it answers true: what goes wrong. */
    disturb: null as ((path: string, response: ServerResponse) => boolean) | null,
    /** As Elide: pages of page[size], 500 without. False: all at once, whatever is asked. */
    isPaged: true,
    addOrganization: (name: string, more: Attributes = {}): string => {
      const id = randomUUID();
      organizations.set(id, {
        name,
        description: null,
        executionMode: "remote",
        disabled: false,
        icon: null,
        ...more,
      });
      return id;
    },
    addTeam: (organizationId: string, name: string, more: Attributes = {}): string => {
      const id = randomUUID();
      const flags = Object.fromEntries(FLAGS.map((flag) => [flag, false]));
      teams.set(id, { organizationId, name, role: null, ...flags, ...more });
      return id;
    },
    url: "",
    close: async () => {
      for (const response of sockets) response.destroy();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };

  function groupsOf(request: IncomingMessage): string[] | null {
    const [header = "", payload = "", signature = ""] = (request.headers.authorization ?? "")
      .slice(7)
      .split(".");
    const expected = createHmac("sha256", key).update(`${header}.${payload}`).digest("base64url");
    if (signature !== expected) return null;
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
    if (claims.iss !== "Terrakube" || claims.exp * 1000 < Date.now() - 60_000 || "jti" in claims) return null;
    claims.aud.toString();
    return claims.groups.map(String);
  }

  const visible = (): Resource[] =>
    [...organizations].flatMap(([id, attributes]) => (attributes.disabled ? [] : [{ id, attributes }]));
  const teamsOf = (organization: string): Resource[] =>
    [...teams].flatMap(([id, { organizationId, ...attributes }]) =>
      organizationId === organization ? [{ id, attributes }] : [],
    );
  const say = (response: ServerResponse, status: number, document: unknown) =>
    response.writeHead(status, { "content-type": "application/vnd.api+json" }).end(JSON.stringify(document));
  const refuse = (response: ServerResponse, status: number, detail: string) =>
    say(response, status, { errors: [{ detail }] });

  function sayList(response: ServerResponse, type: string, all: Resource[], query: URLSearchParams) {
    const [number, size] = [Number(query.get("page[number]") ?? 1), Number(query.get("page[size]") ?? 500)];
    const page = terrakube.isPaged ? all.slice((number - 1) * size, number * size) : all;
    const totals = { meta: { page: { number, limit: size, totalRecords: all.length } } };
    say(response, 200, {
      data: page.map((resource) => ({ type, ...resource })),
      ...(terrakube.isPaged && query.has("page[totals]") && totals),
    });
  }

  function answer(request: IncomingMessage, response: ServerResponse): unknown {
    sockets.add(response);
    const { pathname, searchParams } = new URL(request.url ?? "", "http://terrakube.test");
    asked.push(request.url ?? "");
    if (terrakube.disturb?.(pathname, response)) return;
    if (pathname === "/.well-known/terraform.json") {
      const services = {
        "login.v1": { client: "dex" },
        "state.v2": "/remote/state/v2/",
        "tfe.v3": "/remote/tfe/v3/",
      };
      return say(response, 200, services);
    }
    const groups = groupsOf(request);
    if (!groups) return response.writeHead(401).end();
    const isAdmin = groups.includes(adminGroup);
    const [, , , , organization, , team] = pathname.split("/");
    if (organization === undefined)
      return sayList(response, "organization", isAdmin ? visible() : [], searchParams);
    const found = visible().find(({ id }) => id === organization);
    if (!found) return refuse(response, 404, `Unknown identifier ${organization} for organization`);
    if (!isAdmin) return refuse(response, 403, "ReadPermission Denied");
    if (!pathname.includes("/team")) return say(response, 200, { data: { type: "organization", ...found } });
    if (team === undefined) return sayList(response, "team", teamsOf(organization), searchParams);
    const one = teamsOf(organization).find(({ id }) => id === team);
    if (one) return say(response, 200, { data: { type: "team", ...one } });
    return refuse(response, 404, `Unknown identifier ${team} for team`);
  }

  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  terrakube.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return terrakube;
}

export type TestTerrakube = Awaited<ReturnType<typeof openTestTerrakube>>;
