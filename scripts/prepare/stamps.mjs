import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { readIfPresent, writeAtomically } from "../files.mjs";

/** The clone. */
export const root = join(import.meta.dirname, "../..");
export const stampFolder = join(root, ".stamps");

const FOLDERS = [
  "app",
  "components",
  "console",
  "lib",
  "db",
  "gateway",
  "public",
  "scripts/commands",
  "scripts/transfer",
];
const FILES =
  /^(.*\.config\.[a-z]+|package(-lock)?\.json|proxy\.ts|instrumentation(-.*)?\.ts|tsconfig\.json)$/;
const isTest = (name) => /\.test\.[a-z]+$/.test(name);

/** Whether a step was last finished for exactly these sources. */
export async function isFresh(step, digest) {
  return (await readIfPresent(join(stampFolder, step)))?.trim() === digest;
}

/** Records a finished step; `null` before it begins, so that one broken off is done again. */
export async function stamp(step, digest) {
  const path = join(stampFolder, step);
  if (digest === null) await rm(path, { force: true });
  else await writeAtomically(path, `${digest}\n`, { mode: 0o644 });
}

/** What an installation depends on: the lockfile and the machine. */
export async function digestOfLockfile() {
  const hash = createHash("sha256").update(`${process.platform}-${process.arch}\n`);
  return hash.update(await readFile(join(root, "package-lock.json"))).digest("hex");
}

/** What a build depends on: names and contents of all sources, tests left out. */
export async function digestOfSources() {
  const paths = (await readdir(root)).filter((name) => FILES.test(name)).map((name) => join(root, name));
  for (const folder of FOLDERS) paths.push(...(await listFiles(join(root, folder))));
  const hash = createHash("sha256");
  for (const path of paths.sort()) {
    const content = createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
    hash.update(`${relative(root, path)}\0${content}\n`);
  }
  return hash.digest("hex");
}

async function listFiles(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !isTest(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
