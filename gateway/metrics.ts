import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** What /metrics shows: counts and durations only; no token, address or name is a label. */
export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    calls: new Counter({
      name: "latchkey_verify_total",
      help: "Calls that a gateway asked about, by outcome",
      labelNames: ["outcome"] as const,
      registers,
    }),
    seconds: new Histogram({
      name: "latchkey_verify_seconds",
      help: "Time to decide a call",
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2],
      registers,
    }),
    batch: new Histogram({
      name: "latchkey_lookup_batch_size",
      help: "Digests looked up in one round trip",
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 500],
      registers,
    }),
  };
}
