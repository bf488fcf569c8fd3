import { join } from "node:path";
import { endOrphans } from "../children.mjs";
import { clusterIn } from "../engine/cluster.mjs";
import { prepareDataDir } from "../engine/place.mjs";
import { readState } from "../engine/state.mjs";
import { readIfPresent } from "../files.mjs";
import { findHolder, takeLock } from "../lock.mjs";
import { Refusal } from "../refusal.mjs";
import { readSecrets } from "./secrets.mjs";

const lockIn = (dataDir) => join(dataDir, "lock");

/**
 * Takes a data directory for this process alone, and ends what a killed start left behind.
 * @param {string} what this process's name in the refusal that another one gets
 * @throws Refusal that names the holder
 */
export async function holdDataDir(dataDir, what) {
  await prepareDataDir(dataDir).catch((error) => refuseAccess(error, dataDir));
  const taken = await takeLock(lockIn(dataDir), what).catch((error) => refuseAccess(error, dataDir));
  if (taken.holder) {
    const { pid, what: name } = taken.holder;
    throw new Refusal(
      `The data directory ${dataDir} is in use by "${name}" (pid ${pid}). Stop that first (kill ${pid}), ` +
        "or set LATCHKEY_DATA_DIR to another one.",
    );
  }
  await endOrphans(taken.orphans);
  return taken.lock;
}

/** The process that has it now, or null. */
export const findDataDirHolder = (dataDir) => findHolder(lockIn(dataDir));

/** The secrets of a data directory, generated before its database is. */
export async function readDataDirSecrets(dataDir) {
  const state = await readState(dataDir).catch((error) => refuseAccess(error, dataDir));
  const version = state && (await readIfPresent(join(clusterIn(state.home), "PG_VERSION")));
  return readSecrets(dataDir, Boolean(version)).catch((error) => refuseAccess(error, dataDir));
}

function refuseAccess(error, dataDir) {
  if (error.code !== "EACCES" && error.code !== "EPERM" && error.code !== "EROFS") throw error;
  throw new Refusal(
    `The data directory ${dataDir} is not yours to use (${error.code}): start as its owner, or set LATCHKEY_DATA_DIR.`,
  );
}
