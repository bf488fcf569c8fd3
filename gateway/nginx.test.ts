import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { settle } from "@/lib/testing-result";
import { revokeToken } from "@/lib/tokens/service";
import { KEY, openTestGateway, type Reply, TEAM, type TestGateway, UPSTREAM, USER } from "./testing";
import { startNginx, type TestNginx } from "./testing-nginx";

/** scripts/test sets it where an nginx is or could be had; in CI it always is. */
const program = process.env.NGINX_PATH;
if (!program)
  console.log("nginx was not found and could not be installed: the gateway is not tried through it");

let gateway: TestGateway;
let nginx: TestNginx;
/** The same with TERRAKUBE_FOLLOWED=yes. */
let following: TestNginx;
let terrakube: Server;
let registry: Server;
let consoleServer: Server;
let addresses: Omit<Parameters<typeof startNginx>[1], "isFollowed">;
let seen: { path: string; method: string; headers: IncomingHttpHeaders; raw: string[] } | null = null;

/** As DexAuthenticationManagerResolver and DexGroupServiceImpl read it (terrakube-contract.md 2.2–2.4), with no library. */
function groupsAsTerrakubeReads(authorization: string | undefined): string[] | null {
  const [header = "", payload = "", signature = ""] = (authorization ?? "")
    .replace(/^Bearer /, "")
    .split(".");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  try {
    const expected = createHmac("sha256", UPSTREAM).update(`${header}.${payload}`).digest("base64url");
    const claims = read(payload);
    if (read(header).alg !== "HS256" || signature !== expected || claims.iss !== "Terrakube") return null;
    if (claims.exp * 1000 < Date.now() - 60_000) return null;
    claims.aud.toString();
    return claims.groups.map(String);
  } catch {
    return null;
  }
}

function listen(answer: Parameters<typeof createServer>[1]): Promise<Server> {
  const server = createServer(answer ?? (() => {}));
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}
const addressOf = (server: Server) => `127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  if (!program) return;
  gateway = await openTestGateway();
  const answer: Parameters<typeof createServer>[1] = (call, response) => {
    seen = { path: call.url ?? "", method: call.method ?? "", headers: call.headers, raw: call.rawHeaders };
    const groups = groupsAsTerrakubeReads(call.headers.authorization);
    response.writeHead(groups ? 200 : 401).end(JSON.stringify(groups));
  };
  terrakube = await listen(answer);
  // It checks signature and expiry only, by the same key (terrakube-contract.md 2.3).
  registry = await listen((call, response) => {
    response.setHeader("x-registry", "yes");
    answer(call, response);
  });
  consoleServer = await listen((call, response) => response.writeHead(299).end(`console ${call.url}`));
  addresses = {
    console: addressOf(consoleServer),
    upstream: addressOf(terrakube),
    registry: addressOf(registry),
    gateway: gateway.addresses[0] ?? "",
    key: KEY,
  };
  nginx = await startNginx(program, { ...addresses, isFollowed: false });
  following = await startNginx(program, { ...addresses, isFollowed: true });
});
afterAll(async () => {
  await nginx?.stop();
  await following?.stop();
  for (const server of [terrakube, registry, consoleServer]) server?.close();
  await gateway?.close();
});
beforeEach(() => {
  seen = null;
  if (program) gateway.state.isBroken = false;
});

type How = { through?: TestNginx; host?: string };

function call(path: string, headers: string[] = [], method = "GET", how: How = {}): Promise<Reply> {
  const { port } = new URL((how.through ?? nginx).url);
  const options = {
    port,
    host: "127.0.0.1",
    path,
    method,
    headers: ["Host", how.host ?? "terrakube.test", ...headers],
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const sent = request(options, (response) => {
      let body = "";
      response.on("data", (chunk) => (body += String(chunk)));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.on("error", reject);
    sent.end(method === "POST" ? "{}" : undefined);
  });
}
/** The raw headers of what arrived behind the gateway; none when nothing did. */
const heard = (): string[] => seen?.raw ?? [];
const bearer = (secret: string) => ["Authorization", `Bearer ${secret}`];

describe.runIf(program)("through a real nginx", () => {
  test.each(["GET", "POST", "PATCH", "DELETE"])(
    "%s with a user token reaches Terrakube with the user's groups",
    async (method) => {
      const { secret } = await gateway.issue(USER);
      const reply = await call("/api/v1/organization", bearer(secret), method);
      expect(reply.status).toBe(200);
      expect(JSON.parse(reply.body).toSorted()).toEqual(["no team here", "platform"]);
      expect(seen).toMatchObject({ path: "/api/v1/organization", method });
      expect(seen?.raw.join(" ")).not.toContain(secret);
    },
  );
  test("a team token reaches it with exactly one group", async () => {
    const { secret } = await gateway.issue(TEAM);
    expect(JSON.parse((await call("/remote/tfe/v2/runs", bearer(secret))).body)).toEqual(["platform"]);
  });
  test("what a client says about itself never arrives, nor does the gateway's key", async () => {
    const { secret, token } = await gateway.issue(USER);
    const forged = ["Token", "Subject", "Groups", "Gateway-Key"].flatMap((name) => [
      `X-Latchkey-${name}`,
      "forged",
    ]);
    await call("/api/v1/organization", [...bearer(secret), ...forged, "X-Forwarded-For", "6.6.6.6"]);
    expect(seen?.headers).toMatchObject({ "x-latchkey-token": token.id, "x-forwarded-for": "127.0.0.1" });
    expect(seen?.headers["x-latchkey-gateway-key"]).toBeUndefined();
    expect(seen?.raw.join(" ")).not.toMatch(/forged|6\.6\.6\.6/);
    await call("/.well-known/terraform.json", [...bearer(secret), ...forged]);
    expect(seen?.path).toBe("/.well-known/terraform.json");
    expect(seen?.headers.authorization).toBeUndefined();
    expect(seen?.raw.join(" ")).not.toContain("forged");
  });
  test("behind the proxy that ends TLS the client is whom that proxy added, not whom the client names", async () => {
    const behind = await startNginx(program ?? "", {
      ...addresses,
      isFollowed: false,
      tlsProxy: "127.0.0.1",
    });
    const beside = await startNginx(program ?? "", {
      ...addresses,
      isFollowed: false,
      tlsProxy: "192.0.2.1",
    });
    const { secret } = await gateway.issue(USER);
    const named = [...bearer(secret), "X-Forwarded-For", "6.6.6.6, 198.51.100.8"];
    await call("/api/v1/organization", named, "GET", { through: behind });
    expect(seen?.headers["x-forwarded-for"]).toBe("198.51.100.8");
    await call("/api/v1/organization", named, "GET", { through: beside });
    expect(seen?.headers["x-forwarded-for"]).toBe("127.0.0.1");
    await Promise.all([behind.stop(), beside.stop()]);
  });
  test("a second Authorization header never arrives, whichever is the good one", async () => {
    const { secret } = await gateway.issue(USER);
    for (const two of [
      [...bearer(secret), ...bearer("other")],
      [...bearer("other"), ...bearer(secret)],
    ])
      for (const path of ["/api/v1/organization", "/actuator/health"]) {
        seen = null;
        await call(path, two);
        expect(heard().join(" ")).not.toMatch(/other|eyJ.*eyJ.*authorization/i);
      }
  });
  test.each([
    ["GET", "/actuator/health"],
    ["POST", "/webhook/v1/x?a=b"],
    ["GET", "/remote/tfe/v2/ping"],
    ["OPTIONS", "/api/v1/organization"],
    ["POST", "/callback/v1/vcs/1"],
    ["GET", "/.well-known/openid-configuration"],
    ["GET", "/tofu/index.json"],
    ["GET", "/remote/tfe/v2/plans/1/logs"],
    ["GET", "/remote/tfe/v2/plans/logs/1"],
    ["GET", "/remote/tfe/v2/applies/1/logs?offset=0"],
    ["PUT", "/remote/tfe/v2/configuration-versions/1"],
    ["PUT", "/tfstate/v1/archive/1/terraform.json.tfstate"],
  ])("%s %s passes unverified, and without anybody's identity", async (method, path) => {
    const { secret } = await gateway.issue(USER);
    await call(path, [...bearer(secret), "X-Latchkey-Subject", "forged"], method);
    expect(seen).toMatchObject({ method, path });
    expect(seen?.headers.authorization).toBeUndefined();
    expect(seen?.raw.join(" ")).not.toContain("forged");
  });
  test.each([
    "/actuatorx",
    "/api/actuator/x",
    "/remote/tfe/v2/pingx",
    "/webhook/v3/x",
    "/%61ctuator/../api/v1/organization",
    "/actuator/..%2fapi/v1/organization",
    "/remote/tfe/v2/plans/1",
    "/remote/tfe/v2/plans/1/logs/x",
    "/remote/tfe/v2/configuration-versions/1",
    "/tfstate/v1/archive/1/terraform.tfstate",
    "/.well-knownx",
    // What a servlet container reads as /api/v1/organization: it drops `;…`, then climbs.
    "/actuator/..;/api/v1/organization",
    "/actuator/..;a=b/api/v1/organization?x",
    "/actuator/..%3b/api/v1/organization",
    "/actuator/;/../api/v1/organization",
    "/actuator/..\\api/v1/organization",
    "/.well-known/terraform.json/..;/..;/api/v1/organization",
    "/remote/tfe/v2/plans/..;/logs",
  ])("%s is no public path", async (path) => {
    expect((await call(path)).status).toBe(401);
    expect(seen).toBeNull();
  });
  test.each(["POST", "DELETE", "PUT"])("%s is no way to a log without a token", async (method) => {
    expect((await call("/remote/tfe/v2/plans/1/logs", [], method)).status).toBe(401);
    expect(seen).toBeNull();
  });
  test("a body goes along whole, verified or not", async () => {
    const { secret } = await gateway.issue(USER);
    for (const path of ["/api/v1/organization", "/webhook/v1/x"]) {
      await call(path, bearer(secret), "POST");
      expect(seen?.headers["content-length"] ?? seen?.headers["transfer-encoding"]).toBeDefined();
    }
  });
  test("the registry's host is behind the same gateway, its archives apart", async () => {
    const { secret } = await gateway.issue(TEAM);
    const how = { host: "registry.test" };
    const reply = await call("/terraform/modules/v1/acme/vpc/aws/versions", bearer(secret), "GET", how);
    expect([reply.headers["x-registry"], reply.body]).toEqual(["yes", '["platform"]']);
    seen = null;
    expect((await call("/terraform/modules/v1/acme/vpc/aws/versions", [], "GET", how)).status).toBe(401);
    expect(seen).toBeNull();
    const archive = "/terraform/modules/v1/download/acme/vpc/aws/1.0.0/module.zip";
    expect((await call(archive, bearer(secret), "GET", how)).headers["x-registry"]).toBe("yes");
    expect(heard().join(" ").toLowerCase()).not.toContain("authorization");
    const discovery = "/.well-known/terraform.json";
    expect((await call(discovery, [], "GET", how)).headers["x-registry"]).toBe("yes");
    const followed = await call(discovery, [], "GET", { ...how, through: following });
    expect(followed.body).toBe(`console ${discovery}?of=registry`);
  });
  test("a followed Terrakube says what may be done in a workspace, Latchkey where terraform signs in", async () => {
    const { secret } = await gateway.issue(USER);
    const permissions = "/access-token/v1/teams/permissions/organization/1/workspace/2";
    expect((await call(permissions, bearer(secret))).status).toBe(299);
    const reply = await call(permissions, bearer(secret), "GET", { through: following });
    expect([reply.status, JSON.parse(reply.body).includes("platform"), seen?.path]).toEqual([
      200,
      true,
      permissions,
    ]);
    seen = null;
    expect((await call(permissions, [], "GET", { through: following })).status).toBe(401);
    expect((await call("/.well-known/terraform.json", [], "GET", { through: following })).status).toBe(299);
    expect((await call("/access-token/v1/teams", bearer(secret), "GET", { through: following })).status).toBe(
      299,
    );
    expect(seen).toBeNull();
  });
  test("a revoked token is refused at the next call, and its presenter is told by WWW-Authenticate", async () => {
    const { secret, token } = await gateway.issue(USER);
    expect((await call("/x", bearer(secret))).status).toBe(200);
    await settle(revokeToken(gateway.people.runtime, gateway.mia, USER, token.id));
    seen = null;
    const reply = await call("/x", bearer(secret));
    expect(reply.status).toBe(401);
    expect(reply.headers["www-authenticate"]).toContain("was revoked");
    expect(seen).toBeNull();
  });
  test("none, junk, two, a client's own upstream-like JWT: refused, and Terrakube hears nothing", async () => {
    const { secret } = await gateway.issue(USER);
    const own = `${secret.split(".")[0]}.e30.${"A".repeat(43)}`;
    for (const headers of [[], bearer("junk"), bearer(own), [...bearer(secret), ...bearer(secret)]]) {
      expect([400, 401]).toContain((await call("/api/v1/organization", headers)).status);
      expect(seen).toBeNull();
    }
    expect((await call("/_latchkey/verify", bearer(secret))).status).toBe(404);
  });
  test("while Latchkey cannot decide, every call is denied with 503 and Retry-After", async () => {
    const { secret } = await gateway.issue(USER);
    gateway.state.isBroken = true;
    const reply = await call("/api/v1/organization", bearer(secret));
    expect([reply.status, reply.headers["retry-after"]]).toEqual([503, "5"]);
    expect(seen).toBeNull();
  });
  test("a network that tries too often gets 429", async () => {
    gateway.state.clock = new Date(gateway.state.clock.getTime() + 120_000);
    let last: Reply | undefined;
    for (let i = 0; i < 70; i += 1) last = await call("/x", bearer("junk"));
    expect(last?.status).toBe(429);
    expect(Number(last?.headers["retry-after"])).toBeGreaterThan(0);
  });
  test("a doubled slash finds its way, and Latchkey's own paths go to the console", async () => {
    const { secret } = await gateway.issue(USER);
    for (const path of [
      "/pat/v1",
      "/access-token/v1/teams",
      "//access-token/v1/teams",
      "/tokens/v1/self",
      "/oauth/token",
      "/app/settings/tokens?source=terraform-login",
      "/.well-known/jwks.json",
    ])
      expect((await call(path, bearer(secret))).status).toBe(299);
    expect(seen).toBeNull();
  });
  test("with PostgreSQL refusing every connection nothing passes", async () => {
    const { secret } = await gateway.issue(USER);
    expect((await call("/api/v1/organization", bearer(secret))).status).toBe(200);
    seen = null;
    const [row] = await gateway.people.query<{ name: string }>("select current_database() as name");
    const admin = new pg.Client({ connectionString: inject("engineUrl") });
    await admin.connect();
    await admin.query(`alter database ${row?.name} with allow_connections false`);
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'latchkey'",
      [row?.name],
    );
    for (let round = 0; round < 3; round += 1) {
      const reply = await call("/api/v1/organization", bearer(secret));
      expect([reply.status, reply.headers["retry-after"]]).toEqual([503, "5"]);
    }
    expect(seen).toBeNull();
    await admin.query(`alter database ${row?.name} with allow_connections true`);
    await admin.end();
    expect((await call("/api/v1/organization", bearer(secret))).status).toBe(200);
  });
  test("with Latchkey stopped nothing passes", async () => {
    const { secret } = await gateway.issue(USER);
    gateway.stopListening();
    const reply = await call("/api/v1/organization", bearer(secret));
    expect(reply.status).toBe(503);
    expect(seen).toBeNull();
  });
});
