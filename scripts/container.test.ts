import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { createTestDatabase, type TestDatabase } from "@/db/testing";
import { startTestEngine } from "@/db/testing-setup";
import { findFreePort, makeTestSecrets } from "@/lib/testing";
import { clone, runScript, until } from "./testing";

/** deploy/ as far as it can be tried without a Docker daemon. */

const read = (path: string) => readFile(join(clone, "deploy", path), "utf8");

describe("compose.yaml", () => {
  type Service = {
    read_only: boolean;
    user?: string;
    image: string;
    secrets: string[];
    command?: string[];
    environment: Record<string, string>;
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
    const { NGINX_ENVSUBST_FILTER: filter = "", ...given } = environment;
    expect(new Set([...Object.keys(given), "LATCHKEY_KEY"])).toEqual(asked);
    for (const name of asked) expect(name).toMatch(new RegExp(filter.replaceAll("$$", "$")));
  });
});

test("make-secrets.sh makes secrets that Latchkey takes, and keeps what is there", async () => {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-secrets-"));
  const run = () =>
    new Promise((done) =>
      spawn(join(clone, "deploy/make-secrets.sh"), [folder], { stdio: "inherit" }).on("exit", done),
    );
  await writeFile(join(folder, "upstream_jwt_secret"), "mine");
  expect([await run(), await run()]).toEqual([0, 0]);
  const token = await readFile(join(folder, "token_secret"), "utf8");
  expect(token).toMatch(/^latchkey-1:[A-Za-z0-9_-]{43}$/);
  expect(await readFile(join(folder, "upstream_jwt_secret"), "utf8")).toBe("mine");
  await rm(folder, { recursive: true });
});

describe("the image's files, in a directory of their own", () => {
  let engine: Awaited<ReturnType<typeof startTestEngine>>;
  let database: TestDatabase;
  let app: string;
  let secrets: Record<string, string>;

  beforeAll(async () => {
    engine = await startTestEngine();
    database = await createTestDatabase(engine.url);
    app = await mkdtemp(join(tmpdir(), "latchkey-image-"));
    for (const [, from = ""] of (await read("Dockerfile")).matchAll(/^COPY --from=build \/app\/(\S+) /gm)) {
      await mkdir(join(app, from, ".."), { recursive: true });
      if (from === "node_modules") await symlink(join(clone, from), join(app, from));
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
      const url = `http://127.0.0.1:${name === "console" ? port : gatewayPort}/readyz`;
      await until(
        async () => (await fetch(url).catch(() => null))?.ok === true || run.process.exitCode !== null,
      );
      expect(run.output()).not.toContain("cannot start");
      run.process.kill("SIGTERM");
      expect(await run.ended).toBe(0);
    },
  );

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
