import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { resolve } from "node:path";

/** A built console of one's own, for tests over real HTTP. */
export type TestConsole = {
  url: string;
  /** Everything it printed: where tests look for what must never be printed. */
  output: () => string;
  process: ChildProcess;
  stop: () => Promise<void>;
};

/** Secrets for one run of the tests. */
export function makeTestSecrets(): Record<string, string> {
  const secret = () => randomBytes(32).toString("base64url");
  return {
    AUTH_SECRET: secret(),
    TOKEN_SECRET: `latchkey-1:${secret()}`,
    UPSTREAM_JWT_SECRET: secret(),
    UPSTREAM_JWT_KEY: makeUpstreamKey(),
    GATEWAY_KEY: secret(),
  };
}

/** A P-256 key as UPSTREAM_JWT_KEY takes it. */
export function makeUpstreamKey(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return privateKey.export({ format: "der", type: "pkcs8" }).toString("base64url");
}

/** Those of vitest.config.ts, when this is a vitest worker. */
function givenSecrets(): Record<string, string> {
  const names = Object.keys(makeTestSecrets());
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/**
 * Starts dist/console.mjs (`npm run build` first) on a loopback port and waits until it is ready, for 60 s at most.
 * @param env overrides, PORT among them; `hostname` is the name in PUBLIC_URL
 */
export async function startTestConsole(
  databaseUrl: string,
  env: Record<string, string> = {},
  hostname = "localhost",
): Promise<TestConsole> {
  const port = Number(env.PORT) || (await findFreePort());
  const url = `http://${hostname}:${port}`;
  const child = spawn(process.execPath, [resolve(import.meta.dirname, "../dist/console.mjs")], {
    env: {
      PATH: process.env.PATH ?? "",
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      DATABASE_URL: databaseUrl,
      HOST: "127.0.0.1",
      PORT: String(port),
      PUBLIC_URL: url,
      ...makeTestSecrets(),
      ...givenSecrets(),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const stop = async () => {
    if (child.exitCode === null) child.kill("SIGTERM");
    await ended;
  };
  for (let left = 1200; ; left -= 1) {
    if (child.exitCode !== null || left === 0) {
      await stop();
      throw new Error(`the console did not become ready:\n${output}`);
    }
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (ready?.ok) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  return { url, output: () => output, process: child, stop };
}
