import { setTimeout as sleep } from "node:timers/promises";
import { findRunningEngine } from "../engine.mjs";
import { Refusal } from "../refusal.mjs";

/** How long a start that is still building or recovering is waited for. */
const WAIT_MS = 120_000;

/**
 * The embedded database that another process, the holder of the data directory, runs or is about to run.
 * @returns {Promise<{ url: string, port: number }>}
 * @throws Refusal that names the holder, when it does not answer in two minutes
 */
export async function waitForEngine(dataDir, holder, signal) {
  for (let waitedMs = 0; waitedMs < WAIT_MS; waitedMs += 200) {
    signal.throwIfAborted();
    const running = await findRunningEngine(dataDir);
    if (running) return running;
    await sleep(200);
  }
  throw new Refusal(`"${holder.what}" (pid ${holder.pid}) has ${dataDir}, but its database does not answer.`);
}
