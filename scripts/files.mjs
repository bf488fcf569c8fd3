import { randomBytes } from "node:crypto";
import { chmod, chown, link, mkdir, open, readFile, rename, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Refusal } from "./refusal.mjs";

export const isRoot = process.getuid?.() === 0;

/** The text of a file, or null when there is none. Other failures are thrown. */
export async function readIfPresent(path) {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  }
}

/**
 * Writes a file so that readers see the old content or the new, never a part, also after a power cut.
 * Root gives it to the owner of its folder, so that a data directory of an ordinary user stays that user's.
 * @param {{ mode?: number, isNew?: boolean }} options isNew: fail with EEXIST instead of replacing
 */
export async function writeAtomically(path, text, { mode = 0o600, isNew = false } = {}) {
  const folder = dirname(path);
  const temporary = join(folder, `.${randomBytes(6).toString("hex")}.tmp`);
  const file = await open(temporary, "wx", mode);
  try {
    await file.chmod(mode);
    await file.writeFile(text);
    await file.sync();
    await file.close();
    if (isRoot) {
      const { uid, gid } = await stat(folder);
      await chown(temporary, uid, gid);
    }
    if (isNew) await link(temporary, path);
    else await rename(temporary, path);
  } finally {
    await file.close().catch(() => {});
    await unlink(temporary).catch(() => {});
  }
  await syncFolder(folder);
}

/** Makes names in a folder last over a power cut; a file system that cannot is left alone. */
export async function syncFolder(folder) {
  const handle = await open(folder, "r").catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/**
 * Makes a folder and its missing parents with exactly this mode, whatever the umask; one that exists stays as it is.
 * @param {string} what names it in the refusal when it cannot be made
 */
export async function makeFolder(path, mode, what) {
  try {
    const first = await mkdir(path, { recursive: true, mode });
    if (!first) return;
    for (let made = path; made.length >= first.length; made = dirname(made)) await chmod(made, mode);
  } catch (error) {
    throw new Refusal(`${what} ${path} cannot be made (${error.code}).`);
  }
}
