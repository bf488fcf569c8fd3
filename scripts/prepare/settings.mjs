import { join, resolve } from "node:path";
import { isRoot } from "../files.mjs";
import { Refusal } from "../refusal.mjs";
import { root } from "./stamps.mjs";

/** As in lib/env.ts: an empty variable is an absent one. */
const given = (name) => process.env[name] || undefined;

/**
 * What a start needs to know before the console reads the rest (lib/env.ts).
 * @returns {{ host: string, port: number, publicUrl: string, databaseUrl: string | undefined, dataDir: string }}
 * dataDir is absolute
 * @throws Refusal that names the variable
 */
export function readSettings() {
  const host = given("HOST") ?? "127.0.0.1";
  const port = given("PORT") ?? "3000";
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw new Refusal(`PORT must be a whole number from 1 to 65535.`);
  }
  return {
    host,
    port: Number(port),
    publicUrl: given("PUBLIC_URL") ?? `http://localhost:${Number(port)}`,
    databaseUrl: given("DATABASE_URL"),
    dataDir: resolve(given("LATCHKEY_DATA_DIR") ?? (isRoot ? "/var/lib/latchkey" : join(root, "data"))),
  };
}

/** The environment of the console and of commands: ours, plus what was decided and generated. */
export function composeEnvironment(
  { host, port, publicUrl },
  databaseUrl,
  secrets,
  { isDev = false, isDemo = false } = {},
) {
  // Docker sets HOSTNAME and Next would listen there.
  const { HOSTNAME: _unset, ...own } = process.env;
  return {
    ...own,
    ...secrets,
    HOST: host,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    DATABASE_URL: databaseUrl,
    NODE_ENV: isDev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    ...(isDev ? { LATCHKEY_DEV: "1" } : {}),
    ...(isDemo ? { LATCHKEY_DEMO: "1" } : {}),
  };
}
