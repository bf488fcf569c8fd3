import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "../refusal.mjs";

/**
 * Refuses, before anything slow is done, when an address to listen on cannot be had. Tried for a second: the console
 * of a start that was killed just now lets go of it by itself.
 */
export async function assertPortsFree(settings) {
  const { host, port } = settings;
  await assertFree({ hostName: "HOST", host, portName: "PORT", port }, "npm start");
  await assertGatewayPortFree(settings, "npm start");
}

/** @param {string} command what the person ran, for the advice */
export async function assertGatewayPortFree({ gatewayHost: host, gatewayPort: port }, command) {
  await assertFree({ hostName: "GATEWAY_HOST", host, portName: "GATEWAY_PORT", port }, command);
}

async function assertFree(place, command) {
  const { host, portName, port } = place;
  for (let attempt = 0; ; attempt += 1) {
    const code = await tryToListen(host, port);
    if (code === null) return;
    if (code !== "EADDRINUSE") throw new Refusal(adviceOn(code, place));
    if (attempt === 10) {
      throw new Refusal(
        `Port ${port} on ${host} is in use by another program. Set ${portName} to a free one: ${portName}=${port < 65_534 ? port + 2 : 3000} ${command}`,
      );
    }
    await sleep(100);
  }
}

function adviceOn(code, { hostName, host, portName, port }) {
  if (code === "EACCES")
    return `Port ${port} is reserved for root (${portName}). Set ${portName} to one above 1023.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `${hostName} ${host} is no address of this machine.`;
  return `Cannot listen on ${hostName} ${host}, ${portName} ${port} (${code}).`;
}

/** The error's code, or null when it can be listened on. */
function tryToListen(host, port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", (error) => resolve(error.code ?? "unknown"));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
