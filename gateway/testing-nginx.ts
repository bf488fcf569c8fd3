import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findFreePort } from "@/lib/testing";

/** A real nginx with the configuration that is shipped, for tests. */

export type TestNginx = { url: string; stop: () => Promise<void> };
type Addresses = {
  console: string;
  gateway: string;
  upstream: string;
  registry: string;
  key: string;
  isFollowed: boolean;
  /** With container.conf.template too: the proxy that ends TLS before nginx. */
  tlsProxy?: string;
};

const readTemplate = (name: string) =>
  readFile(resolve(import.meta.dirname, `../deploy/nginx/${name}.conf.template`), "utf8");

/** Starts nginx on a loopback port with deploy/nginx/latchkey.conf.template filled in, and waits until it listens. */
export async function startNginx(program: string, addresses: Addresses): Promise<TestNginx> {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-nginx-"));
  const port = await findFreePort();
  const { tlsProxy } = addresses;
  const template = (tlsProxy ? await readTemplate("container") : "") + (await readTemplate("latchkey"));
  const values: Record<string, string> = {
    LISTEN: `127.0.0.1:${port}`,
    SERVER_NAME: "terrakube.test",
    LATCHKEY_CONSOLE: addresses.console,
    LATCHKEY_GATEWAY: addresses.gateway,
    LATCHKEY_KEY: addresses.key,
    UPSTREAM: addresses.upstream,
    REGISTRY_NAME: "registry.test",
    REGISTRY: addresses.registry,
    TERRAKUBE_FOLLOWED: addresses.isFollowed ? "yes" : "no",
    TLS_PROXY: tlsProxy ?? "",
    RESOLVER: "127.0.0.1",
  };
  const filled = template
    .replace(/^#.*$/gm, "")
    .replace(/\$\{([A-Z_]+)\}/g, (_, name: string) => values[name] ?? "");
  const conf = `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1;
    events {} http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
    fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s; ${filled} }`;
  await writeFile(join(folder, "nginx.conf"), conf, { mode: 0o600 });
  const nginx: ChildProcess = spawn(
    program,
    ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")],
    {
      stdio: "ignore",
    },
  );
  const ended = new Promise<void>((done) => nginx.once("exit", () => done()));
  const url = `http://127.0.0.1:${port}`;
  for (let left = 200; ; left -= 1) {
    if (nginx.exitCode !== null || left === 0)
      throw new Error(
        `nginx did not start:\n${await readFile(join(folder, "error.log"), "utf8").catch(() => "")}`,
      );
    if (
      await fetch(`${url}/_latchkey/verify`).then(
        () => true,
        () => false,
      )
    )
      break;
    await new Promise((done) => setTimeout(done, 50));
  }
  return {
    url,
    stop: async () => {
      nginx.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
