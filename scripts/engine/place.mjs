import { randomBytes } from "node:crypto";
import { chmod, readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isRoot, makeFolder } from "../files.mjs";
import { Refusal } from "../refusal.mjs";
import { runAs } from "./run-as.mjs";

/** Where the database goes when its own account cannot enter the data directory. */
const ELSEWHERE = "/var/lib/latchkey";

/** Makes the data directory: ours alone, except that root lets the database's account pass through. */
export async function prepareDataDir(dataDir) {
  const before = await readdir(dataDir).catch(() => []);
  await makeFolder(dataDir, isRoot ? 0o711 : 0o700, "The data directory");
  if (!isRoot) return;
  // Only a folder that is empty or already ours is opened; never, say, somebody's home given by mistake.
  const isOurs = before.every((name) => name === "lock") || before.includes("engine.json");
  const { mode } = await stat(dataDir);
  if (isOurs && (mode & 0o001) === 0) await chmod(dataDir, mode | 0o011);
}

/**
 * Decides where a new database lives: in the data directory, if its account can enter that; otherwise (root, with
 * a data directory below a closed home) in a folder of its own under /var/lib/latchkey, and says so.
 */
export async function choosePlace(dataDir, account, log) {
  const closed = await findClosedFolder(dataDir, account);
  if (!closed) return dataDir;
  const place = join(ELSEWHERE, `database-${randomBytes(4).toString("hex")}`);
  await makeFolder(place, 0o711, "The folder");
  await assertEnterable(place, account);
  log(`The database is kept in ${place}: the user "${account.name}" that runs it cannot enter ${closed}.`);
  return place;
}

/** Refuses with the folder's name when the database's account cannot reach its place (any more). */
export async function assertEnterable(place, account) {
  const closed = await findClosedFolder(place, account);
  if (!closed) return;
  throw new Refusal(
    `The database's user "${account.name}" cannot enter ${closed}, so the database in ${place} cannot run. ` +
      `Allow it (chmod o+x ${closed}) or choose another LATCHKEY_DATA_DIR.`,
  );
}

/** The first folder on the way to `path` that the account cannot enter, asked of the kernel (ACLs count); or null. */
async function findClosedFolder(path, account) {
  if (!account || (await canEnter(path, account))) return null;
  const way = [path];
  while (dirname(way[0]) !== way[0]) way.unshift(dirname(way[0]));
  for (const folder of way) if (!(await canEnter(folder, account))) return folder;
  return path;
}

async function canEnter(folder, account) {
  return (await runAs(account, "/bin/sh", ["-c", 'cd "$1"', "sh", folder])).code === 0;
}
