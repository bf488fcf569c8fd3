import { stat } from "node:fs/promises";
import { join } from "node:path";
import { endOrphans } from "../children.mjs";
import { clusterIn } from "../engine/cluster.mjs";
import { prepareDataDir } from "../engine/place.mjs";
import { readState } from "../engine/state.mjs";
import { takeLock } from "../lock.mjs";
import { Refusal } from "../refusal.mjs";
import { readSecrets } from "./secrets.mjs";

/** The console gives itself 20 s to stop (security.md rule 14). */
const CONSOLE_MS = 21_000;

const lockIn = (dataDir) => join(dataDir, "lock");

/**
 * Takes a data directory for this process alone, and ends what a killed start left behind.
 * @param {string} what this process's name in the refusal that another one gets
 * @throws Refusal that names the holder
 */
export async function holdDataDir(dataDir, what) {
  const { lock, holder } = await tryHoldDataDir(dataDir, what);
  if (lock) return lock;
  throw new Refusal(
    `The data directory ${dataDir} is in use by "${holder.what}" (pid ${holder.pid}). Stop that first ` +
      `(kill ${holder.pid}), or set LATCHKEY_DATA_DIR to another one.`,
  );
}

/** As holdDataDir, but answers with the holder where there is one. */
export async function tryHoldDataDir(dataDir, what) {
  await prepareDataDir(dataDir).catch((error) => refuseAccess(error, dataDir));
  const taken = await takeLock(lockIn(dataDir), what).catch((error) => refuseAccess(error, dataDir));
  if (taken.lock) await endOrphans(taken.orphans, CONSOLE_MS);
  return taken;
}

/** The secrets of a data directory, generated before its database is. */
export async function readDataDirSecrets(dataDir) {
  const exists = await hasDatabase(dataDir);
  return readSecrets(dataDir, exists).catch((error) => refuseAccess(error, dataDir));
}

/** Whether a database was ever made in it. */
export async function hasDatabase(dataDir) {
  const state = await readState(dataDir).catch((error) => refuseAccess(error, dataDir));
  if (!state) return false;
  return stat(clusterIn(state.home)).then(
    () => true,
    () => false,
  );
}

function refuseAccess(error, dataDir) {
  if (error.code !== "EACCES" && error.code !== "EPERM" && error.code !== "EROFS") throw error;
  throw new Refusal(
    `The data directory ${dataDir} is not yours to use (${error.code}): start as its owner, or set LATCHKEY_DATA_DIR.`,
  );
}
