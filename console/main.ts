import { createServer } from "node:http";
import { resolve } from "node:path";
import next from "next";
import { migrateDatabase } from "@/db/migrate";
import { fillWithDemo } from "@/lib/demo/service";
import { EnvError, readEnv } from "@/lib/env";
import { startDraining } from "@/lib/health";
import { log, logConsole } from "@/lib/log";
import { codeOf } from "@/lib/outage";
import { getRuntime } from "@/lib/runtime";
import { prepareFirstRun } from "@/lib/setup/service";
import { flushRecorder } from "@/lib/tokens/recorder";
import { createFront } from "./server";

const HARD_EXIT_MS = 20_000;
const root = resolve(import.meta.dirname, "..");

/** The console process: configuration, schema, first run, Next behind our front, graceful stop. */
async function main(): Promise<void> {
  const env = readEnv();
  await migrateDatabase(env.databaseUrl, resolve(root, "db/migrations"));
  const runtime = getRuntime();
  const demo = process.env.LATCHKEY_DEMO === "1" ? await fillWithDemo(runtime) : undefined;
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
  const handle = app.getRequestHandler();
  const server = createFront({
    publicUrl: env.publicUrl,
    trustedProxies: env.trustedProxies,
    requestId: () => runtime.randomBytes(8).toString("hex"),
    handle: (request, response) => handle(request, response),
    onDone: (line) => log.info(line, "request"),
  });
  server.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE")
      stop(`Port ${env.port} on ${env.host} is in use. Set PORT to a free one.`);
    stop(`Cannot listen on ${env.host}:${env.port} (${error.code}).`);
  });
  server.listen(env.port, env.host, () => {
    process.send?.("listening");
    console.log(`Latchkey is at ${env.publicUrl}`);
    if (demo) console.log(`Demo data is there. Sign in as ${demo.email} with ${demo.password} (shown once).`);
    if (demo === null) console.log("The database is not empty: --demo changed nothing.");
    if (firstRun.kind === "setup-link")
      console.log(`Create the owner account (one use, one hour): ${env.publicUrl}/setup#${firstRun.code}`);
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => {
      startDraining();
      setTimeout(() => process.exit(1), HARD_EXIT_MS).unref();
      server.close(async () => {
        await flushRecorder(runtime);
        process.exit(0);
      });
      // A caller that keeps its connection busy (a health check, say) must be told to let go of it.
      server.prependListener("request", (_request, response) => response.setHeader("connection", "close"));
      server.closeIdleConnections();
    });
}

function stop(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

main().catch((error: unknown) => {
  if (error instanceof EnvError) stop(`Latchkey cannot start:\n${error.message}`);
  log.fatal({ err: error, code: codeOf(error) }, "start failed");
  stop(`Latchkey cannot start: ${error instanceof Error ? error.message : "unknown error"}`);
});
