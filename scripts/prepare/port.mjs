import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "../refusal.mjs";

/**
 * Refuses, before anything slow is done, when the address to listen on cannot be had. Tried for a second: the console
 * of a start that was killed just now lets go of it by itself.
 */
export async function assertPortFree({ host, port }) {
  for (let attempt = 0; ; attempt += 1) {
    const code = await tryToListen(host, port);
    if (code === null) return;
    if (code !== "EADDRINUSE") throw new Refusal(adviceOn(code, host, port));
    if (attempt === 10) {
      throw new Refusal(
        `Port ${port} on ${host} is in use by another program. Set PORT to a free one: PORT=${port < 65_535 ? port + 1 : 3000} npm start`,
      );
    }
    await sleep(100);
  }
}

function adviceOn(code, host, port) {
  if (code === "EACCES") return `Port ${port} is reserved for root (PORT). Set PORT to one above 1023.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return `HOST ${host} is no address of this machine.`;
  return `Cannot listen on HOST ${host}, PORT ${port} (${code}).`;
}

/** The error's code, or null when it can be listened on. */
function tryToListen(host, port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", (error) => resolve(error.code ?? "unknown"));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
