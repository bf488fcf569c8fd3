import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAbandoned, takeLock } from "../lock.mjs";
import { clusterIn } from "./cluster.mjs";
import { findPostmaster } from "./postmaster.mjs";
import { readState } from "./state.mjs";

const PREFIX = "latchkey-engine-";

/**
 * Makes a data directory below the temporary folder that this process holds, and removes those of test runs that were
 * killed, servers included: nobody else would.
 */
export async function makeTemporaryDataDir() {
  for (const name of await readdir(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (!name.startsWith(PREFIX)) continue;
    const isLeft = await isAbandoned(join(folder, "lock")).catch(() => false);
    if (isLeft) await removeTemporaryDataDir(folder).catch(() => {});
  }
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  await takeLock(join(folder, "lock"), "tests");
  return folder;
}

async function removeTemporaryDataDir(folder) {
  const home = (await readState(folder))?.home ?? folder;
  const running = await findPostmaster(clusterIn(home));
  if (running) process.kill(running.pid, "SIGQUIT");
  for (let left = 100; left > 0 && (await findPostmaster(clusterIn(home))); left -= 1) await sleep(50);
  for (const path of new Set([home, folder])) await rm(path, { recursive: true, force: true });
}
