import { createServer } from "node:http";
import { resolve } from "node:path";
import next from "next";
import { applyMaxAge } from "@/db/memberships";
import { migrateDatabase } from "@/db/migrate";
import { fillWithDemo } from "@/lib/demo/service";
import { EnvError, readEnv } from "@/lib/env";
import { assertMayFollow } from "@/lib/following/service";
import { keepRefreshing } from "@/lib/identities/refresh";
import { log, logConsole } from "@/lib/log";
import { failStart, listenAt, stopOnSignal } from "@/lib/process";
import { getRuntime, type Runtime } from "@/lib/runtime";
import { inspectCode, prepareFirstRun } from "@/lib/setup/service";
import { flushRecorder } from "@/lib/tokens/recorder";
import { keepFollowing } from "./following";
import { createFront } from "./server";

const root = resolve(import.meta.dirname, "..");

/** The console process: configuration, schema, first run, Next behind our front, graceful stop. */
async function main(): Promise<void> {
  const env = readEnv();
  await migrateDatabase(env.databaseUrl, resolve(root, "db/migrations"));
  const runtime = getRuntime();
  if (runtime.terrakube && process.env.LATCHKEY_DEMO === "1")
    throw new EnvError("TERRAKUBE_API_URL is set: --demo would make organizations of its own");
  await assertMayFollow(runtime);
  const demo = process.env.LATCHKEY_DEMO === "1" ? await fillWithDemo(runtime) : undefined;
  await applyMaxAge(runtime.db, runtime.groupsMaxAgeSeconds);
  const firstRun = await prepareFirstRun(runtime, env);
  // next-auth reads its address from the environment only.
  process.env.NEXTAUTH_URL = env.publicUrl;
  const isDev = process.env.LATCHKEY_DEV === "1";
  const app = next({
    dev: isDev,
    dir: root,
    hostname: env.host,
    port: env.port,
    // Next listens for upgrades on the server named here: past our front, and it lets their sockets hang. Nothing of
    // ours is upgraded, and on a server that nobody reaches they are ordinary requests to the real one.
    ...(!isDev && { httpServer: createServer() }),
  });
  await app.prepare();
  if (!isDev) logConsole();
  const link =
    firstRun.kind === "setup-link" ? await describeLink(runtime, env.publicUrl, firstRun.code) : null;
  const handle = app.getRequestHandler();
  const server = createFront({
    publicUrl: env.publicUrl,
    trustedProxies: env.trustedProxies,
    corsOrigins: env.corsOrigins,
    requestId: () => runtime.randomBytes(8).toString("hex"),
    handle: (request, response) => handle(request, response),
    onDone: (line) => log.info(line, "request"),
  });
  listenAt(server, { host: env.host, port: env.port, portName: "PORT" }, () => {
    console.log(`Latchkey is at ${env.publicUrl}`);
    if (demo) console.log(`Demo data is there. Sign in as ${demo.email} with ${demo.password} (shown once).`);
    if (demo === null) console.log("The database is not empty: --demo changed nothing.");
    if (link) console.log(link);
  });
  keepFollowing(runtime);
  keepRefreshing(runtime);
  stopOnSignal(server, () => flushRecorder(runtime));
}

/** Of consoles that start together each voids the link of the one before: the last that is printed is to be the open one. */
async function describeLink(runtime: Runtime, publicUrl: string, code: string): Promise<string> {
  if ((await inspectCode(runtime, code)).ok)
    return `Create the owner account (one use, one hour): ${publicUrl}/setup#${code}`;
  return "Another console that started meanwhile prints the link for the owner account.";
}

main().catch(failStart("Latchkey"));
