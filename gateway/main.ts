import { resolve } from "node:path";
import { migrateDatabase } from "@/db/migrate";
import { readEnv } from "@/lib/env";
import { isReady } from "@/lib/health";
import { verifyBearer } from "@/lib/identities/verification";
import { IssuerUnavailable } from "@/lib/issuer";
import { log } from "@/lib/log";
import { codeOf, isOutage } from "@/lib/outage";
import { failStart, listenAt, stopOnSignal } from "@/lib/process";
import { getRuntime } from "@/lib/runtime";
import { flushRecorder, recordCall } from "@/lib/tokens/recorder";
import { createLookup } from "./lookup";
import { createMetrics } from "./metrics";
import { createGateway } from "./server";
import { createVerifier } from "./verify";

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
      upstreamKey: env.gatewayUpstreamKey,
      now: runtime.now,
      verifyOidc: (bearer, origin) => verifyBearer(runtime, bearer, origin),
      lookup: createLookup(runtime.db, (size) => metrics.batch.observe(size)),
    }),
    record: (call) => recordCall(runtime, call),
    isReady,
    now: runtime.now,
    metrics,
    onError: (error) => {
      if (isOutage(error)) log.warn({ code: codeOf(error) }, "verify: database out");
      else if (error instanceof IssuerUnavailable)
        log.warn({ reason: error.message }, "verify: identity provider out");
      else log.error({ err: error }, "verify failed");
    },
  });
  const place = { host: env.gatewayHost, port: env.gatewayPort, portName: "GATEWAY_PORT" } as const;
  listenAt(server, place, () => {
    console.log(`The gateway listener is at http://${env.gatewayHost}:${env.gatewayPort}/verify`);
  });
  stopOnSignal(server, () => flushRecorder(runtime));
}

main().catch(failStart("The gateway"));
