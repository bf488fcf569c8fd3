import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { findPostmaster } from "../engine/postmaster.mjs";

/** What an operator may have set for a server of their own; tests bring all of it themselves. */
const OPERATOR =
  /^(HOST|HOSTNAME|PORT|PUBLIC_URL|DATABASE_URL|NODE_ENV|AUTH_SECRET|TOKEN_SECRET|UPSTREAM_JWT_[A-Z]+|GATEWAY_[A-Z]+|PASS_[A-Z_]+|OWNER_GROUP|TRUSTED_PROXIES|LOG_LEVEL|OIDC_.*|LATCHKEY_.*|PG[A-Z]+)$/;

/**
 * A temporary folder that everything of a run lives in (TMPDIR of all its processes), and its environment.
 * @returns {Promise<{ folder: string, env: NodeJS.ProcessEnv, remove: () => Promise<void> }>}
 * remove ends the databases that were left running in it
 */
export async function makeWorkplace() {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-test-"));
  // The database runs as another account when root tests.
  await chmod(folder, 0o711);
  const own = Object.entries(process.env).filter(([name]) => !OPERATOR.test(name));
  const env = { ...Object.fromEntries(own), TMPDIR: folder, NEXT_TELEMETRY_DISABLED: "1" };
  return { folder, env, remove: () => remove(folder) };
}

async function remove(folder) {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  for (const entry of entries.filter((path) => basename(path) === "postmaster.pid")) {
    const running = await findPostmaster(dirname(join(folder, entry)));
    if (running) process.kill(running.pid, "SIGQUIT");
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
