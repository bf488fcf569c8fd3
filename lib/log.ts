import pino from "pino";
import { readLogLevel } from "./env";
import { codeOf } from "./outage";

/**
 * The process's log: JSON lines on standard output. Call it with an object of allow-listed facts only (ids, codes,
 * counts, durations, paths without query): never a secret, digest, cookie, password, body or header.
 */
export const log = pino({
  level: readLogLevel(),
  base: { name: "latchkey" },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: {
    level: (label) => ({ level: label }),
    log: (facts) => (typeof facts.path === "string" ? { ...facts, path: hideSecret(facts.path) } : facts),
  },
  serializers: {
    err: (error: unknown) =>
      error instanceof Error ? { type: error.name, code: (error as { code?: unknown }).code } : {},
  },
});

/** Somebody may paste a secret where an id belongs. */
function hideSecret(path: string): string {
  return path.replace(/eyJ[^/]{20,}/g, "[secret]");
}

/**
 * Makes what libraries print as errors and warnings (Next: whatever a page or an action threw) lines of this log:
 * an error's kind, code and place, never its message, which may quote a body or a query's values.
 */
export function logConsole(): void {
  const print =
    (level: "error" | "warn") =>
    (...said: unknown[]) => {
      const error = said.find((part) => part instanceof Error);
      if (error) log[level]({ code: codeOf(error), err: error, stack: placesOf(error) }, "printed");
      else log[level](`printed: ${String(said[0]).split("\n")[0]?.slice(0, 200)}`);
    };
  console.error = print("error");
  console.warn = print("warn");
}

/** Where, not what: the frames of an error's stack. */
export function placesOf(error: Error): string[] {
  return (error.stack ?? "")
    .split("\n")
    .filter((line) => line.trimStart().startsWith("at "))
    .slice(0, 6);
}
