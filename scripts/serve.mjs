import { Stopped, watchForStop } from "./children.mjs";
import { startEngine } from "./engine.mjs";
import { createFamily } from "./family.mjs";
import { prepareClone } from "./prepare/clone.mjs";
import { holdDataDir, readDataDirSecrets } from "./prepare/data-dir.mjs";
import { assertPortsFree } from "./prepare/port.mjs";
import { composeEnvironment, readSettings } from "./prepare/settings.mjs";
import { failWith, Refusal } from "./refusal.mjs";

const WATCH_MS = 2000;

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
    await assertPortsFree(settings);
    await prepareClone({ pages: !isDev, signal, log });
    const secrets = own ? await readDataDirSecrets(settings.dataDir) : {};
    const engine = own && (await startEngine({ dataDir: settings.dataDir, log }));
    if (engine) undo.push(() => engine.stop());
    signal.throwIfAborted();
    const env = composeEnvironment(settings, engine?.url ?? settings.databaseUrl, secrets, { isDev, isDemo });
    const family = createFamily(env, signal);
    hurry = () => family.kill("SIGKILL");
    const unwatch = engine ? watchEngine(engine, settings.dataDir, family.stop, log) : () => {};
    // The gateway second: what is wrong with the configuration is then said once.
    let isUp = true;
    for (const name of ["console", "gateway"]) {
      if (!isUp) break;
      const listening = family.start(name);
      await own?.note(...family.pids());
      isUp = await listening;
    }
    const code = await family.waitForEnd();
    unwatch();
    process.exitCode = code;
  } catch (error) {
    if (error instanceof Stopped) process.exitCode = error.exitCode;
    else undo.unshift(() => failWith(error));
  }
  for (const step of undo.reverse()) await step();
  process.exit();
}

/** A database that died by itself (out of memory, say) is started again where the console and the gateway expect it. */
function watchEngine(engine, dataDir, giveUp, log) {
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
    giveUp();
  }, WATCH_MS);
  return () => clearInterval(watch);
}
