import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { chooseAccount } from "./engine/account.mjs";
import { copyEngine, findPackage, removeOtherEngines } from "./engine/binaries.mjs";
import { assertOwnCluster, clusterIn, createCluster, hasCluster } from "./engine/cluster.mjs";
import { assertEnterable, choosePlace, prepareDataDir } from "./engine/place.mjs";
import { answers, findPostmaster, startPostmaster, stopPostmaster } from "./engine/postmaster.mjs";
import { addressOf, makeState, readState, writeState } from "./engine/state.mjs";
import { makeTemporaryDataDir } from "./engine/temporary.mjs";
import { Refusal } from "./refusal.mjs";

/**
 * Starts the embedded PostgreSQL of a data directory, or adopts the one that still runs in it. The caller holds the
 * directory's lock (lock.mjs). Without a directory: one below the temporary folder, removed by `stop`.
 * Described for TypeScript in engine.d.mts.
 */
export async function startEngine({ dataDir, log = () => {}, durable = true } = {}) {
  const isTemporary = dataDir === undefined;
  const folder = dataDir ?? (await makeTemporaryDataDir());
  await prepareDataDir(folder);
  const found = await findPackage();
  const known = await readState(folder);
  const account = await chooseAccount(clusterIn(known?.home ?? folder), log);
  const state = known ?? makeState(await choosePlace(folder, account, log));
  if (known) await assertEnterable(state.home, account);
  // Written first: a cluster whose passwords and place nobody knows would be of no use.
  else await writeState(folder, state);

  const engine = await copyEngine(state.home, found);
  const server = { engine, cluster: clusterIn(state.home), account, durable };
  if (!(await hasCluster(state.home, found))) {
    log("Creating the database …");
    await createCluster(state.home, engine, account, state, { durable });
  }
  await assertOwnCluster(state.home, account);
  const running = await adopt(server, log);
  const port = running?.port ?? (await startOnFreePort(server, state.port, log));
  if (port !== state.port) await writeState(folder, { ...state, port });
  await removeOtherEngines(state.home, engine);

  return {
    url: addressOf({ ...state, port }),
    port,
    isRunning: async () => (await findPostmaster(server.cluster)) !== null,
    stop: async () => {
      await stopPostmaster(server, isTemporary ? "immediate" : "fast");
      if (!isTemporary) return;
      for (const path of new Set([state.home, folder])) await rm(path, { recursive: true, force: true });
    },
  };
}

/** The address of the database that another process runs in this data directory, as soon as it takes connections. */
export async function findRunningEngine(dataDir) {
  const state = await readState(dataDir);
  const running = state && (await findPostmaster(clusterIn(state.home)));
  if (!running?.isReady || !(await answers(running.port))) return null;
  return { url: addressOf({ ...state, port: running.port }), port: running.port };
}

/** A server left running by a killed start is kept if it is this version's and answers; otherwise it is stopped. */
async function adopt(server, log) {
  const running = await findPostmaster(server.cluster);
  if (!running) return null;
  if (running.isReady && running.command.includes(server.engine) && (await answers(running.port)))
    return running;
  log("Stopping a database that was left running …");
  await stopPostmaster(server);
  return null;
}

async function startOnFreePort(server, remembered, log) {
  let wanted = remembered;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = (wanted && (await probe(wanted))) || (await probe(0));
    if ((await startPostmaster({ ...server, port }, log)) === "started") return port;
    wanted = null;
  }
  throw new Refusal("No free loopback port could be found for the database.");
}

/** The port if it is free (0: a free one), else null. */
function probe(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", () => resolve(null));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const { port: bound } = server.address();
      server.close(() => resolve(bound));
    });
  });
}
