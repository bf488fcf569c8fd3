import { spawn } from "node:child_process";
import { join } from "node:path";
import { killGroup, Stopped, watchForStop } from "./children.mjs";
import { startEngine } from "./engine.mjs";
import { prepareClone } from "./prepare/clone.mjs";
import { holdDataDir, readDataDirSecrets } from "./prepare/data-dir.mjs";
import { assertPortFree } from "./prepare/port.mjs";
import { composeEnvironment, readSettings } from "./prepare/settings.mjs";
import { root } from "./prepare/stamps.mjs";
import { failWith, Refusal } from "./refusal.mjs";

const WATCH_MS = 2000;
/** The console gives itself 20 s (security.md rule 14). */
const STOP_MS = 25_000;

/** A whole start, from nothing to serving, and back: everything it started has ended when the process does. */
export async function serve({ isDev, isDemo }) {
  let hurry = () => {};
  const signal = watchForStop(() => hurry());
  const log = (line) => console.log(line);
  const undo = [];
  try {
    const settings = readSettings();
    const own = settings.databaseUrl
      ? null
      : await holdDataDir(settings.dataDir, isDev ? "npm run dev" : "npm start");
    if (own) undo.push(() => own.release());
    await assertPortFree(settings);
    await prepareClone({ pages: !isDev, signal, log });
    const secrets = own ? await readDataDirSecrets(settings.dataDir) : {};
    const engine = own && (await startEngine({ dataDir: settings.dataDir, log }));
    if (engine) undo.push(() => engine.stop());
    signal.throwIfAborted();
    const env = composeEnvironment(settings, engine?.url ?? settings.databaseUrl, secrets, { isDev, isDemo });
    const child = startConsole(env);
    hurry = () => killGroup(child.pid, "SIGKILL");
    await own?.note(child.pid);
    const unwatch = engine ? watchEngine(engine, settings.dataDir, child, log) : () => {};
    const code = await waitForEnd(child, signal);
    unwatch();
    process.exitCode = code;
  } catch (error) {
    if (error instanceof Stopped) process.exitCode = error.exitCode;
    else undo.unshift(() => failWith(error));
  }
  for (const step of undo.reverse()) await step();
  process.exit();
}

/** In a group of its own: Ctrl-C reaches it once, through us, and not a second time from the terminal. */
function startConsole(env) {
  const leash = new URL("./leash.mjs", import.meta.url).href;
  const args = ["--import", leash, join(root, "dist/console.mjs")];
  return spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    detached: true,
  });
}

/** @returns {Promise<number>} the exit code to end with */
function waitForEnd(child, signal) {
  return new Promise((resolve) => {
    const stop = () => {
      killGroup(child.pid, "SIGTERM");
      setTimeout(() => killGroup(child.pid, "SIGKILL"), STOP_MS).unref();
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
    child.on("error", () => resolve(1));
    child.on("exit", (code, by) => resolve(code ?? (by === "SIGTERM" && signal.aborted ? 0 : 1)));
  });
}

/** A database that died by itself (out of memory, say) is started again where the console expects it. */
function watchEngine(engine, dataDir, child, log) {
  let isBusy = false;
  const watch = setInterval(async () => {
    if (isBusy || (await engine.isRunning())) return;
    isBusy = true;
    log("The database ended by itself; starting it again …");
    const again = await startEngine({ dataDir, log }).catch((error) => error);
    isBusy = again.port !== engine.port;
    if (!isBusy) return;
    console.error(
      again instanceof Refusal ? again.message : "The database could not be started again where it was.",
    );
    killGroup(child.pid, "SIGTERM");
  }, WATCH_MS);
  return () => clearInterval(watch);
}
