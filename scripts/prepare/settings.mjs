import { join, resolve } from "node:path";
import { isRoot } from "../files.mjs";
import { Refusal } from "../refusal.mjs";
import { root } from "./stamps.mjs";

/** As in lib/env.ts: an empty variable is an absent one. */
const given = (name) => process.env[name] || undefined;

/**
 * What a start needs to know before the console reads the rest (lib/env.ts).
 * @param {{ isGatewayAlone?: boolean }} how where no console listens, PORT is nobody's
 * @returns {{ host: string, port: number, gatewayHost: string, gatewayPort: number, publicUrl: string, databaseUrl: string | undefined, dataDir: string }}
 * dataDir is absolute
 * @throws Refusal that names the variable
 */
export function readSettings({ isGatewayAlone = false } = {}) {
  const port = readPort("PORT", 3000);
  const gatewayPort = readPort("GATEWAY_PORT", 3001);
  if (port === gatewayPort && !isGatewayAlone)
    throw new Refusal(`PORT and GATEWAY_PORT are both ${port}: each needs its own.`);
  return {
    host: given("HOST") ?? "127.0.0.1",
    port,
    gatewayHost: given("GATEWAY_HOST") ?? "127.0.0.1",
    gatewayPort,
    publicUrl: given("PUBLIC_URL") ?? `http://localhost:${port}`,
    databaseUrl: given("DATABASE_URL"),
    dataDir: resolve(given("LATCHKEY_DATA_DIR") ?? (isRoot ? "/var/lib/latchkey" : join(root, "data"))),
  };
}

function readPort(name, fallback) {
  const port = given(name) ?? String(fallback);
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    throw new Refusal(`${name} must be a whole number from 1 to 65535.`);
  return Number(port);
}

/** The environment of the console, the gateway and of commands: ours, plus what was decided and generated. */
export function composeEnvironment(
  { host, port, gatewayHost, gatewayPort, publicUrl },
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
    GATEWAY_HOST: gatewayHost,
    GATEWAY_PORT: String(gatewayPort),
    PUBLIC_URL: publicUrl,
    DATABASE_URL: databaseUrl,
    NODE_ENV: isDev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    ...(isDev ? { LATCHKEY_DEV: "1" } : {}),
    ...(isDemo ? { LATCHKEY_DEMO: "1" } : {}),
  };
}
