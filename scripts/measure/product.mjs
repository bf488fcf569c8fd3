import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../prepare/stamps.mjs";
import { findFreePort } from "./replicas.mjs";

const OWNER = {
  LATCHKEY_OWNER_EMAIL: "owner@example.test",
  LATCHKEY_OWNER_NAME: "Olive Owner",
  LATCHKEY_OWNER_PASSWORD: "a long enough passphrase",
};

/**
 * `npm start` on an empty data directory below `folder`, with an owner, until it is ready.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startProduct(folder, env, signal) {
  const port = await findFreePort();
  const gatewayPort = String(await findFreePort());
  const child = spawn(process.execPath, [join(root, "scripts/start.mjs")], {
    env: {
      ...env,
      ...OWNER,
      LATCHKEY_DATA_DIR: join(folder, "data"),
      PORT: String(port),
      GATEWAY_PORT: gatewayPort,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  const ended = new Promise((done) => child.once("close", done));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  while (!output.includes("Latchkey is at")) {
    if (child.exitCode !== null || signal.aborted) {
      await stop();
      throw new Error(`npm start did not become ready:\n${output}`);
    }
    await sleep(50);
  }
  return { url: `http://localhost:${port}`, stop };
}

/** Signs the owner in. @returns {Promise<string>} the Cookie header of that browser */
export async function signIn(page, url) {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(OWNER.LATCHKEY_OWNER_EMAIL);
  await page.getByLabel("Password", { exact: true }).fill(OWNER.LATCHKEY_OWNER_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Tokens", exact: true, level: 1 }).waitFor();
  const cookies = await page.context().cookies(url);
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}
