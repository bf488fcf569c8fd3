import pino from "pino";
import { readLogLevel } from "./env";

/**
 * The process's log: JSON lines on standard output. Call it with an object of allow-listed facts only (ids, codes,
 * counts, durations, paths without query): never a secret, digest, cookie, password, body or header.
 */
export const log = pino({
  level: readLogLevel(),
  base: { name: "latchkey" },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  serializers: {
    err: (error: unknown) =>
      error instanceof Error ? { type: error.name, code: (error as { code?: unknown }).code } : {},
  },
});
