import { createServer } from "node:net";
import { join } from "node:path";
import { startEngine } from "../engine.mjs";
import { createFamily } from "../family.mjs";
import { prepareClone } from "../prepare/clone.mjs";
import { holdDataDir, readDataDirSecrets } from "../prepare/data-dir.mjs";
import { makeWorkplace } from "../test/workplace.mjs";

/**
 * Several consoles and gateway listeners of the production build on one database of their own.
 * @param {{ consoles: number, gateways: number, signal: AbortSignal, log: (line: string) => void }} options
 * @returns {Promise<{ consoles: string[], gateways: string[], databaseUrl: string, secrets: Record<string, string>,
 *   folder: string, env: NodeJS.ProcessEnv, stop: () => Promise<void> }>} addresses without a trailing slash
 */
export async function startReplicas({ consoles, gateways, signal, log }) {
  const undo = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const { folder, env, remove } = await makeWorkplace();
    undo.push(remove);
    await prepareClone({ pages: true, signal, log });
    const dataDir = join(folder, "data");
    const { release } = await holdDataDir(dataDir, "npm run measure");
    undo.push(release);
    const secrets = await readDataDirSecrets(dataDir);
    const engine = await startEngine({ dataDir, log });
    undo.push(engine.stop);
    const start = async (name, portName) => {
      const port = String(await findFreePort());
      const family = createFamily(
        {
          ...env,
          ...secrets,
          NODE_ENV: "production",
          LOG_LEVEL: "warn",
          DATABASE_URL: engine.url,
          // What is measured comes from this machine and names its clients, so that none is throttled.
          TRUSTED_PROXIES: "127.0.0.1",
          [portName]: port,
        },
        signal,
      );
      undo.push(async () => {
        family.stop();
        await family.waitForEnd();
      });
      if (!(await family.start(name))) throw new Error(`${name} did not start.`);
      return `http://127.0.0.1:${port}`;
    };
    const addresses = { consoles: [], gateways: [] };
    for (let i = 0; i < consoles; i += 1) addresses.consoles.push(await start("console", "PORT"));
    for (let i = 0; i < gateways; i += 1) addresses.gateways.push(await start("gateway", "GATEWAY_PORT"));
    return { ...addresses, databaseUrl: engine.url, secrets, folder, env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
