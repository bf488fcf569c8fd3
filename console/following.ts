import { AT_MOST_ONCE_IN_S, follow } from "@/lib/following/service";
import { log } from "@/lib/log";
import { codeOf } from "@/lib/outage";
import type { Runtime } from "@/lib/runtime";

const EVERY_MS = 60_000;
/** Of several replicas, each with a minute of its own, one reads in a minute. */
const NOT_WITHIN_S = 55;

/** Follows the Terrakube of the configuration from now on: at once, then every minute. Does nothing without one. */
export function keepFollowing(runtime: Runtime): void {
  if (!runtime.terrakube) return;
  const read = (seconds: number) =>
    follow(runtime, seconds).catch((error) =>
      log.warn({ code: codeOf(error), err: error }, "the followed Terrakube could not be mirrored"),
    );
  void read(AT_MOST_ONCE_IN_S);
  setInterval(() => read(NOT_WITHIN_S), EVERY_MS).unref();
}
