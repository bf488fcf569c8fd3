import { Stopped, watchForStop } from "./children.mjs";
import { createFamily } from "./family.mjs";
import { prepareClone } from "./prepare/clone.mjs";
import { hasDatabase, readDataDirSecrets, tryHoldDataDir } from "./prepare/data-dir.mjs";
import { assertGatewayPortFree } from "./prepare/port.mjs";
import { waitForEngine } from "./prepare/running-engine.mjs";
import { composeEnvironment, readSettings } from "./prepare/settings.mjs";
import { failWith, Refusal } from "./refusal.mjs";

/**
 * Serves the gateway listener without a console: on DATABASE_URL with the secrets of the environment, else on the
 * embedded database of a running `npm start`, which it neither starts nor stops.
 */
export async function serveGateway() {
  let hurry = () => {};
  const signal = watchForStop(() => hurry());
  try {
    const settings = readSettings({ isGatewayAlone: true });
    await assertGatewayPortFree(settings, "npm run gateway");
    const holder = settings.databaseUrl ? null : await findStart(settings.dataDir);
    await prepareClone({ pages: false, signal, log: (line) => console.log(line) });
    const engine = holder && (await waitForEngine(settings.dataDir, holder, signal));
    const secrets = engine ? await readDataDirSecrets(settings.dataDir) : {};
    const family = createFamily(
      composeEnvironment(settings, engine?.url ?? settings.databaseUrl, secrets),
      signal,
    );
    hurry = () => family.kill("SIGKILL");
    await family.start("gateway");
    process.exitCode = await family.waitForEnd();
  } catch (error) {
    if (!(error instanceof Stopped)) failWith(error);
    process.exitCode = error.exitCode;
  }
  process.exit();
}

/** The `npm start` that has a data directory; a command there ends soon, and its database with it. */
async function findStart(dataDir) {
  const taken = (await hasDatabase(dataDir)) ? await tryHoldDataDir(dataDir, "npm run gateway") : {};
  await taken.lock?.release();
  const { holder } = taken;
  if (holder && ["npm start", "npm run dev"].includes(holder.what)) return holder;
  throw new Refusal(
    `No npm start runs on ${dataDir} (LATCHKEY_DATA_DIR), and DATABASE_URL is not set: ` +
      "the gateway alone needs a database that is there.",
  );
}
