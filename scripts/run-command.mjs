import { spawn } from "node:child_process";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { Stopped, watchForStop } from "./children.mjs";
import { startEngine } from "./engine.mjs";
import { prepareClone } from "./prepare/clone.mjs";
import { hasDatabase, holdDataDir, readDataDirSecrets, tryHoldDataDir } from "./prepare/data-dir.mjs";
import { waitForEngine } from "./prepare/running-engine.mjs";
import { secretsFileIn } from "./prepare/secrets.mjs";
import { composeEnvironment, readSettings } from "./prepare/settings.mjs";
import { root } from "./prepare/stamps.mjs";
import { failWith, Refusal } from "./refusal.mjs";

/** A command that brings a database, and keys that a running console would not know. */
const IMPORT = "import";

/**
 * Runs a command with the console's environment. The embedded database is the running one when `npm start` has it,
 * and stays running; otherwise it runs as long as the command.
 */
export async function runCommand(name, args) {
  const signal = watchForStop();
  const log = (line) => console.error(line);
  const undo = [];
  try {
    if (!/^[a-z-]+$/.test(name)) throw new Refusal("Usage: node scripts/command.mjs <name> [arguments]");
    const settings = readSettings();
    const database = settings.databaseUrl
      ? { url: settings.databaseUrl, secrets: {} }
      : await reachDatabase(name, settings, { signal, log, undo });
    if (settings.databaseUrl) await prepareClone({ pages: false, signal, log });
    signal.throwIfAborted();
    const env = composeEnvironment(settings, database.url, database.secrets);
    if (!settings.databaseUrl) env.LATCHKEY_SECRETS_FILE = secretsFileIn(settings.dataDir);
    process.exitCode = await runBundle(name, args, env, signal);
  } catch (error) {
    if (error instanceof Stopped) process.exitCode = error.exitCode;
    else undo.unshift(() => failWith(error));
  }
  for (const step of undo.reverse()) await step();
  process.exit();
}

async function reachDatabase(name, { dataDir }, { signal, log, undo }) {
  if (name !== IMPORT && !(await hasDatabase(dataDir))) {
    throw new Refusal(
      `There is no database in ${dataDir} yet (LATCHKEY_DATA_DIR). Run npm start first, or set DATABASE_URL.`,
    );
  }
  const taken =
    name === IMPORT
      ? { lock: await holdDataDir(dataDir, "npm run import") }
      : await tryHoldDataDir(dataDir, `npm run ${name}`);
  if (taken.lock) undo.push(() => taken.lock.release());
  await prepareClone({ pages: false, signal, log });
  if (!taken.lock) {
    const running = await waitForEngine(dataDir, taken.holder, signal);
    return { url: running.url, secrets: await readDataDirSecrets(dataDir) };
  }
  const secrets = await readDataDirSecrets(dataDir);
  const engine = await startEngine({ dataDir, log });
  undo.push(() => engine.stop());
  return { url: engine.url, secrets };
}

/** @returns {Promise<number>} its exit code */
async function runBundle(name, args, env, signal) {
  const program = join(root, "dist/commands", `${name}.mjs`);
  await access(program).catch(() => {
    throw new Refusal(`There is no command "${name}".`);
  });
  // npm moves to the package's folder; a file named on the command line is meant from where the person is.
  const cwd = process.env.npm_lifecycle_event ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd, env, stdio: "inherit" });
    signal.addEventListener("abort", () => child.kill("SIGTERM"));
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
