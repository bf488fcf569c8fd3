import { createHash } from "node:crypto";
import { readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeFolder, readIfPresent, writeAtomically } from "./files.mjs";
import { identityOf } from "./process-identity.mjs";

const ENTRY = /^\d+-[0-9a-f]+\.json$/;

/**
 * @typedef {{ pid: number, identity: string, what: string, isHeld: boolean, children?: { pid: number, identity: string }[] }} Entry
 */

/**
 * Takes a lock that a kill -9 releases. Every process that wants it puts an entry of its own into `folder`, named
 * after its pid and start, then lists the others: alone, it holds. Entries of the dead are swept by anybody, safely,
 * because no later process can have the same name.
 * @param {string} what how the holder is called in messages
 * @returns {Promise<{ holder: Entry } | { lock: { note: (...children: number[]) => Promise<void>, release: () => Promise<void> }, orphans: { pid: number, identity: string }[] }>}
 * orphans: children that a killed holder had noted and that still run
 */
export async function takeLock(folder, what) {
  await makeFolder(folder, 0o700, "The folder");
  /** @type {Entry} */
  const mine = { pid: process.pid, identity: (await identityOf(process.pid)) ?? "", what, isHeld: false };
  const path = join(folder, nameOf(mine));
  const write = (change) => writeAtomically(path, JSON.stringify(Object.assign(mine, change)));
  const release = () => unlink(path).catch(() => {});
  const orphans = [];
  for (;;) {
    await write({ isHeld: false });
    const others = await listOthers(folder, path, orphans);
    const holder = others.find((other) => other.isHeld);
    if (holder) {
      await release();
      return { holder };
    }
    if (others.length === 0) break;
    // Two that came at once: the one with the larger pid steps back for a moment.
    if (others.some((other) => other.pid < mine.pid)) await release();
    await sleep(20);
  }
  await write({ isHeld: true });
  const note = async (...pids) =>
    write({
      children: await Promise.all(
        pids.map(async (pid) => ({ pid, identity: (await identityOf(pid)) ?? "" })),
      ),
    });
  return { lock: { note, release }, orphans };
}

/** Whether there are entries and all of them are of the dead. An empty folder may be about to be used. Changes nothing. */
export async function isAbandoned(folder) {
  const names = (await readdir(folder)).filter((name) => ENTRY.test(name));
  return names.length > 0 && (await listOthers(folder, null, [])).length === 0;
}

const nameOf = ({ pid, identity }) =>
  `${pid}-${createHash("sha256").update(identity).digest("hex").slice(0, 12)}.json`;

async function listOthers(folder, own, orphans) {
  const living = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (path === own || !ENTRY.test(name)) continue;
    const text = await readIfPresent(path);
    if (text === null) continue;
    const entry = parse(text);
    if (entry && (await identityOf(entry.pid)) === entry.identity) {
      living.push(entry);
      continue;
    }
    for (const child of entry?.children ?? [])
      if ((await identityOf(child.pid)) === child.identity) orphans.push(child);
    if (own) await unlink(path).catch(() => {});
  }
  return living;
}

/** @returns {Entry | null} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
