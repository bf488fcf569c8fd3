import { execFile, spawn } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gt, sql } from "drizzle-orm";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { inTransaction } from "@/db/client";
import { setupCodes } from "@/db/schema/users";
import { voidSetupCodes } from "@/db/setup-codes";
import { createTestDatabase, type TestDatabase } from "@/db/testing";
import { startTestEngine } from "@/db/testing-setup";
import { findFreePort, makeTestSecrets } from "@/lib/testing";
import { clone, runScript, until } from "./testing";

/** deploy/ as far as it can be tried without a container engine. */

const read = (path: string) => readFile(join(clone, "deploy", path), "utf8");
const git = async (...args: string[]) =>
  (await promisify(execFile)("git", args, { cwd: clone })).stdout.trim();

test("nothing but the build's own sources is sent to it, and secrets made here are not committed", async () => {
  const [first, ...rest] = (await readFile(join(clone, ".dockerignore"), "utf8"))
    .split("\n")
    .filter((line) => line && !line.startsWith("#"));
  expect(first).toBe("*");
  const sent = rest.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
  const tracked = (await git("ls-files")).split("\n");
  for (const name of sent.filter((one) => !one.includes("*")))
    expect(tracked.filter((path) => path === name || path.startsWith(`${name}/`))).not.toEqual([]);
  expect(
    sent.filter((name) => /^(deploy|data|docs|e2e|dist|node_modules|\.next|\.git|\*)/.test(name)),
  ).toEqual(["*.config.*"]);
  expect(rest).toEqual(expect.arrayContaining(["**/.env*"]));
  expect(await git("check-ignore", "deploy/secrets/token_secret")).toBe("deploy/secrets/token_secret");
});

describe("compose.yaml", () => {
  type Service = {
    read_only: boolean;
    user?: string;
    image: string;
    secrets: string[];
    command?: string[];
    environment: Record<string, string | null>;
    healthcheck: { test: string[] };
  };
  type Compose = { services: Record<string, Service>; secrets: Record<string, { file: string }> };
  const parse = async () => parseYaml(await read("compose.yaml"), { merge: true }) as Compose;

  test("each service is read-only, no root, and says whether it is well", async () => {
    const { services } = await parse();
    expect(Object.keys(services)).toEqual(["console", "gateway", "database", "nginx"]);
    for (const [name, service] of Object.entries(services)) {
      expect([name, service.read_only, service.healthcheck.test[0]]).toEqual([name, true, "CMD"]);
      expect(service.user ?? service.image).toMatch(/^[1-9]\d+:|unprivileged/);
    }
  });

  test("secrets are files that make-secrets.sh makes, and none is in the environment or has a default", async () => {
    const { services, secrets } = await parse();
    const script = await read("make-secrets.sh");
    for (const [name, { file }] of Object.entries(secrets)) {
      expect(file).toBe(`./secrets/${name}`);
      expect(script).toContain(`keep ${name} `);
    }
    for (const { secrets: used, environment } of Object.values(services)) {
      expect(used.filter((name) => !(name in secrets))).toEqual([]);
      for (const [name, value] of Object.entries(environment))
        if (/(SECRET|_KEY|PASSWORD|DATABASE_URL)(_FILE)?$/.test(name))
          expect(value).toMatch(/^\/run\/secrets\//);
    }
  });

  test("nginx gets every name that the templates ask for, and no other", async () => {
    const { environment } = (await parse()).services.nginx as Service;
    const folder = await readdir(join(clone, "deploy/nginx"));
    const templates = await Promise.all(folder.map((name) => read(`nginx/${name}`)));
    const asked = new Set(
      templates.flatMap((text) =>
        [...text.replace(/^#.*$/gm, "").matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name]) => name),
      ),
    );
    const filter = environment.NGINX_ENVSUBST_FILTER ?? "";
    const given = Object.keys(environment).filter((name) => !name.startsWith("NGINX_"));
    expect(new Set([...given, "LATCHKEY_KEY", "RESOLVER"])).toEqual(asked);
    for (const name of asked) expect(name).toMatch(new RegExp(filter.replaceAll("$$", "$")));
  });

  test("nginx asks again where consoles and gateways are: one that starts anew has another address", async () => {
    const { environment } = (await parse()).services.nginx as Service;
    expect(await read("nginx/container.conf.template")).toMatch(/^resolver /m);
    const template = await read("nginx/latchkey.conf.template");
    for (const name of ["console", "gateway"]) {
      expect(environment[`LATCHKEY_${name.toUpperCase()}`]).toMatch(/ resolve /);
      expect(template).toMatch(new RegExp(`^upstream latchkey_${name} \\{ zone `, "m"));
    }
  });
});

test("make-secrets.sh makes secrets that Latchkey takes, and keeps what is there", async () => {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-secrets-"));
  await chmod(folder, 0o755);
  const run = () =>
    new Promise((done) =>
      spawn(join(clone, "deploy/make-secrets.sh"), [folder], { stdio: "inherit" }).on("exit", done),
    );
  await writeFile(join(folder, "upstream_jwt_secret"), "mine");
  expect([await run(), await run()]).toEqual([0, 0]);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  const token = await readFile(join(folder, "token_secret"), "utf8");
  expect(token).toMatch(/^latchkey-1:[A-Za-z0-9_-]{43}$/);
  expect(await readFile(join(folder, "upstream_jwt_secret"), "utf8")).toBe("mine");
  await rm(folder, { recursive: true });
});

/** node_modules as `npm prune --omit=dev` and the Dockerfile's rm leave it. */
async function copyPackages(app: string, dockerfile: string): Promise<void> {
  const [, names = ""] = /cd node_modules .*\n.* rm -rf (.+)/.exec(dockerfile) ?? [];
  expect(names).toContain("playwright");
  const removed = names.split(" ").map((name) => new RegExp(`^node_modules/${name.replace("*", ".*")}(/|$)`));
  const { packages } = JSON.parse(await readFile(join(clone, "package-lock.json"), "utf8"));
  for (const [path, { dev }] of Object.entries<{ dev?: boolean }>(packages)) {
    if (!/^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) || dev || removed.some((one) => one.test(path)))
      continue;
    // What is for other machines is not there.
    const isThere = await stat(join(clone, path)).catch(() => null);
    if (isThere) await cp(join(clone, path), join(app, path), { recursive: true });
  }
}

describe("the image's files, in a directory of their own", () => {
  let engine: Awaited<ReturnType<typeof startTestEngine>>;
  let database: TestDatabase;
  let app: string;
  let secrets: Record<string, string>;

  beforeAll(async () => {
    engine = await startTestEngine();
    database = await createTestDatabase(engine.url);
    app = await mkdtemp(join(tmpdir(), "latchkey-image-"));
    const dockerfile = await read("Dockerfile");
    for (const [, from = ""] of dockerfile.matchAll(/^COPY --from=build \/app\/(\S+) /gm)) {
      await mkdir(join(app, from, ".."), { recursive: true });
      if (from === "node_modules") await copyPackages(app, dockerfile);
      else if (from === "next.config.mjs")
        await build({
          entryPoints: [join(clone, "next.config.ts")],
          outfile: join(app, from),
          format: "esm",
        });
      else await cp(join(clone, from), join(app, from), { recursive: true });
    }
    secrets = {};
    for (const [name, value] of Object.entries({ ...makeTestSecrets(), DATABASE_URL: database.url })) {
      secrets[`${name}_FILE`] = join(app, `${name}.secret`);
      await writeFile(join(app, `${name}.secret`), `${value}\n`, { mode: 0o600 });
    }
  });
  afterAll(async () => {
    await database?.close();
    await engine?.stop();
    if (app) await rm(app, { recursive: true });
  });

  test.each(["console", "gateway"])(
    "%s starts with secrets from files, and stops when it is told to",
    async (name) => {
      const [port, gatewayPort] = [await findFreePort(), await findFreePort()];
      const ports = { PORT: String(port), GATEWAY_PORT: String(gatewayPort) };
      const run = runScript("container.mjs", [name], { cwd: app, env: { ...secrets, ...ports } });
      const own = name === "console" ? port : gatewayPort;
      const askReady = () => runScript("ready.mjs", [String(own)], { cwd: app }).ended;
      await until(async () => (await askReady()) === 0 || run.process.exitCode !== null);
      expect(run.output()).not.toContain("cannot start");
      if (name === "console")
        for (const path of ["/setup", "/reference", "/openapi.json", "/favicon.ico"])
          expect([path, (await fetch(`http://localhost:${own}${path}`)).status]).toEqual([path, 200]);
      run.process.kill("SIGTERM");
      expect(await run.ended).toBe(0);
      expect(await askReady()).toBe(1);
    },
  );

  test("a console whose link another start voided meanwhile does not print it", async () => {
    const openCodes = () => database.db.select().from(setupCodes).where(gt(setupCodes.expiresAt, sql`now()`));
    const voidAll = () => inTransaction(database.db, (tx) => voidSetupCodes(tx, "setup"));
    await voidAll();
    const port = String(await findFreePort());
    const run = runScript("container.mjs", ["console"], { cwd: app, env: { ...secrets, PORT: port } });
    await until(async () => (await openCodes()).length > 0);
    await voidAll();
    await until(async () => run.output().includes("Latchkey is at"));
    run.process.kill("SIGTERM");
    await run.ended;
    expect(run.output()).toContain("Another console");
    expect(run.output()).not.toContain("setup#");
  });

  test("commands run beside it with the same secrets, and say what they know", async () => {
    const file = join(app, "all.jsonl");
    const exported = runScript("container.mjs", ["export", file], { cwd: app, env: secrets });
    expect(await exported.ended).toBe(0);
    expect(await readFile(file, "utf8")).toContain('"format":"latchkey-export"');
    const recover = runScript("container.mjs", ["owner:recover", "nobody@example.test"], {
      cwd: app,
      env: secrets,
    });
    expect(await recover.ended).toBe(1);
    expect(recover.output()).toContain("There is no owner yet");
    const unknown = runScript("container.mjs", ["../console"], { cwd: app, env: secrets });
    expect(await unknown.ended).toBe(2);
  });

  test("a secret given twice, or in a file that is not there, is refused by name", async () => {
    const twice = runScript("container.mjs", ["gateway"], {
      cwd: app,
      env: { ...secrets, AUTH_SECRET: "x" },
    });
    expect(await twice.ended).toBe(1);
    expect(twice.output()).toContain("AUTH_SECRET and AUTH_SECRET_FILE");
    const env = { ...secrets, GATEWAY_KEY_FILE: join(app, "none") };
    const missing = runScript("container.mjs", ["gateway"], { cwd: app, env });
    expect(await missing.ended).toBe(1);
    expect(missing.output()).toContain("GATEWAY_KEY_FILE names");
  });
});
