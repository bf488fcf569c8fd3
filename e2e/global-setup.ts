import { startTestEngine } from "../db/testing-setup";

/** One PostgreSQL for the run; each worker makes a database of its own in it. */
export default async function setup(): Promise<() => Promise<void>> {
  const engine = await startTestEngine();
  process.env.LATCHKEY_E2E_ENGINE = engine.url;
  return engine.stop;
}
