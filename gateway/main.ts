import { resolve } from "node:path";
import { migrateDatabase } from "@/db/migrate";
import { EnvError, readEnv } from "@/lib/env";
import { isReady, startDraining } from "@/lib/health";
import { log } from "@/lib/log";
import { codeOf, isOutage } from "@/lib/outage";
import { getRuntime } from "@/lib/runtime";
import { flushRecorder, recordCall } from "@/lib/tokens/recorder";
import { createLookup } from "./lookup";
import { createMetrics } from "./metrics";
import { createGateway } from "./server";
import { createVerifier } from "./verify";

const HARD_EXIT_MS = 20_000;
const root = resolve(import.meta.dirname, "..");

/** The gateway process: configuration, schema, listener, graceful stop (security.md rule 14). */
async function main(): Promise<void> {
  const env = readEnv();
  await migrateDatabase(env.databaseUrl, resolve(root, "db/migrations"));
  const runtime = getRuntime();
  const metrics = createMetrics();
  const server = createGateway({
    verify: createVerifier({
      ...env,
      now: runtime.now,
      lookup: createLookup(runtime.db, (size) => metrics.batch.observe(size)),
    }),
    record: (call) => recordCall(runtime, call),
    isReady,
    now: runtime.now,
    metrics,
    onError: (error) => {
      if (isOutage(error)) log.warn({ code: codeOf(error) }, "verify: database out");
      else log.error({ err: error }, "verify failed");
    },
  });
  server.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE")
      stop(`Port ${env.gatewayPort} on ${env.gatewayHost} is in use. Set GATEWAY_PORT to a free one.`);
    stop(`Cannot listen on ${env.gatewayHost}:${env.gatewayPort} (${error.code}).`);
  });
  server.listen(env.gatewayPort, env.gatewayHost, () => {
    process.send?.("listening");
    console.log(`The gateway listener is at http://${env.gatewayHost}:${env.gatewayPort}/verify`);
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => {
      startDraining();
      setTimeout(() => process.exit(1), HARD_EXIT_MS).unref();
      server.close(async () => {
        await flushRecorder(runtime);
        process.exit(0);
      });
      server.prependListener("request", (_request, response) => response.setHeader("connection", "close"));
      server.closeIdleConnections();
    });
}

function stop(line: string): never {
  console.error(line);
  process.exit(1);
}

main().catch((error: unknown) => {
  if (error instanceof EnvError) stop(`The gateway cannot start:\n${error.message}`);
  log.fatal({ err: error, code: codeOf(error) }, "start failed");
  stop(`The gateway cannot start: ${error instanceof Error ? error.message : "unknown error"}`);
});
