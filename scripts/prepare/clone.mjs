import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endOrphans, runStep } from "../children.mjs";
import { makeFolder } from "../files.mjs";
import { takeLock } from "../lock.mjs";
import { Refusal } from "../refusal.mjs";
import { bundle } from "./bundle.mjs";
import { install, isInstalled } from "./install.mjs";
import { digestOfSources, isFresh, root, stamp, stampFolder } from "./stamps.mjs";

/**
 * Makes a clone runnable: packages, the bundled processes (unless told not to) and, when asked for, Next's pages.
 * Does only what is out of date, and writes nothing when nothing is. Of several at once one works, the others wait.
 * @param {{ bundles?: boolean, pages: boolean, signal: AbortSignal, log: (line: string) => void }} options
 */
export async function prepareClone({ bundles = true, pages, signal, log }) {
  if (await isPrepared(bundles, pages)) return;
  await access(root, constants.W_OK).catch(() => {
    throw new Refusal(
      `${root} is not built yet and not yours to write: run "npm run build" as its owner first.`,
    );
  });
  // A build made under a strict umask would serve nobody else.
  process.umask(0o022);
  await makeFolder(stampFolder, 0o755, "The folder");
  const lock = await waitForLock(signal, log);
  try {
    const onPid = (pid) => lock.note(pid);
    if (!(await isInstalled())) await install({ signal, log, onPid });
    const digest = await digestOfSources();
    if (bundles && !(await isBundled(digest))) {
      await stamp("bundle", null);
      await bundle();
      await stamp("bundle", digest);
    }
    if (pages && !(await arePagesBuilt(digest))) await buildPages(digest, { signal, log, onPid });
  } finally {
    await lock.release();
  }
}

async function isPrepared(bundles, pages) {
  if (!(await isInstalled())) return false;
  const digest = await digestOfSources();
  return (!bundles || (await isBundled(digest))) && (!pages || (await arePagesBuilt(digest)));
}

const isThere = (path) =>
  access(join(root, path)).then(
    () => true,
    () => false,
  );

const isBundled = async (digest) => (await isFresh("bundle", digest)) && (await isThere("dist/console.mjs"));

const arePagesBuilt = async (digest) => (await isFresh("pages", digest)) && (await isThere(".next/BUILD_ID"));

async function buildPages(digest, { signal, log, onPid }) {
  log("Building …");
  await stamp("pages", null);
  const next = join(root, "node_modules/next/dist/bin/next");
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await runStep(process.execPath, [next, "build"], { what: "next build", signal, env, cwd: root, onPid });
  await stamp("pages", digest);
}

async function waitForLock(signal, log) {
  for (let attempt = 0; ; attempt += 1) {
    signal.throwIfAborted();
    const taken = await takeLock(join(stampFolder, "lock"), "a build");
    if (taken.lock) {
      await endOrphans(taken.orphans, 0);
      return taken.lock;
    }
    if (attempt === 0) log(`Waiting for another start that builds (pid ${taken.holder.pid}) …`);
    await sleep(200);
  }
}
