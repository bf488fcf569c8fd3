import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { Refusal } from "../refusal.mjs";
import { installPackage } from "./package.mjs";

/**
 * Finds an nginx, or gets Debian's (as root): NGINX_PATH, an installed one, the package.
 * @returns {Promise<string>} its path; "" when there is none, and then the tests through it say that they were left out
 * @throws Refusal in CI, where the gateway is always tried through a real nginx
 */
export async function findNginx({ signal, log, env }) {
  if (process.env.NGINX_PATH) return process.env.NGINX_PATH;
  const installed = await findInstalled();
  if (installed) return installed;
  log("Getting nginx …");
  // nginx-light starts no service of its own where none may be started, and has all that the gateway needs.
  await installPackage("nginx-light", { signal, env: { ...env, RUNLEVEL: "1" } });
  const path = await findInstalled();
  if (!path && process.env.CI)
    throw new Refusal("No nginx was found and none could be installed: name one in NGINX_PATH.");
  return path;
}

async function findInstalled() {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  for (const folder of folders) {
    const path = join(folder, "nginx");
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return "";
}
