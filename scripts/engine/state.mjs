import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { readIfPresent, writeAtomically } from "../files.mjs";
import { Refusal } from "../refusal.mjs";

/** @typedef {{ home: string, port: number | null, password: string, adminPassword: string }} EngineState */

const fileIn = (dataDir) => join(dataDir, "engine.json");

/** What a data directory knows of its database: where it is, its port and its passwords; null before the first start. */
export async function readState(dataDir) {
  const text = await readIfPresent(fileIn(dataDir));
  if (text === null) return null;
  try {
    return /** @type {EngineState} */ (JSON.parse(text));
  } catch {
    throw new Refusal(`${fileIn(dataDir)} is damaged; put it back from a backup of the data directory.`);
  }
}

/** Replaces it, readable by its owner alone. */
export function writeState(dataDir, state) {
  return writeAtomically(fileIn(dataDir), `${JSON.stringify(state, null, 2)}\n`);
}

/** The state of a database that does not exist yet. */
export function makeState(home) {
  const password = () => randomBytes(24).toString("base64url");
  return { home, port: null, password: password(), adminPassword: password() };
}

/** The address that the application connects to, as an ordinary role. Carries the password. */
export function addressOf(state) {
  return `postgres://latchkey:${state.password}@127.0.0.1:${state.port}/latchkey`;
}
