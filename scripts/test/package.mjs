import { runStep } from "../children.mjs";
import { isRoot, readIfPresent } from "../files.mjs";
import { root } from "../prepare/stamps.mjs";

// One after the other: two apt-gets at once refuse each other.
let last = Promise.resolve();

/** Installs a package of Debian's or Ubuntu's, as root there and removing nothing; elsewhere not at all. @returns {Promise<boolean>} whether it did */
export function installPackage(name, { signal, env }) {
  const turn = last.then(() => install(name, { signal, env }));
  last = turn.catch(() => {});
  return turn;
}

async function install(name, { signal, env }) {
  if (!isRoot || !/debian|ubuntu/.test((await readIfPresent("/etc/os-release")) ?? "")) return false;
  const quiet = { signal, env: { ...env, DEBIAN_FRONTEND: "noninteractive" } };
  const words = ["install", "-y", "--no-install-recommends", "--no-remove", name];
  return (await succeeds("apt-get", ["update"], quiet)) && (await succeeds("apt-get", words, quiet));
}

/** Whether a step ends well; what it printed is nobody's business. */
export async function succeeds(program, args, { signal, env }) {
  try {
    await runStep(program, args, { what: program, signal, env, cwd: root });
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
