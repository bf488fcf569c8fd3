import type { Server } from "node:http";
import { EnvError } from "./env";
import { startDraining } from "./health";
import { log } from "./log";
import { codeOf } from "./outage";

/** How each of our processes, console and gateway, starts to listen, stops and fails (security.md rule 14). */

const HARD_EXIT_MS = 20_000;

type Place = { host: string; port: number; portName: "PORT" | "GATEWAY_PORT" };

/** Listens, and tells the start script that it does; an address that cannot be had ends the process, named. */
export function listenAt(server: Server, { host, port, portName }: Place, onListening: () => void): void {
  server.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE")
      stopProcess(`Port ${port} on ${host} is in use. Set ${portName} to a free one.`);
    stopProcess(`Cannot listen on ${host}:${port} (${error.code}).`);
  });
  server.listen(port, host, () => {
    process.send?.("listening");
    onListening();
  });
}

/** On SIGTERM: not ready any more, what is under way is answered, `flush` is run; after 20 s the process ends anyway. */
export function stopOnSignal(server: Server, flush: () => Promise<void>): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => {
      startDraining();
      setTimeout(() => process.exit(1), HARD_EXIT_MS).unref();
      server.close(async () => {
        await flush();
        process.exit(0);
      });
      // A caller that keeps its connection busy (a health check, say) must be told to let go of it.
      server.prependListener("request", (_request, response) => response.setHeader("connection", "close"));
      server.closeIdleConnections();
    });
}

/** For `main().catch`: says in one line why `what` cannot start, and ends the process. */
export function failStart(what: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof EnvError) stopProcess(`${what} cannot start:\n${error.message}`);
    log.fatal({ err: error, code: codeOf(error) }, "start failed");
    stopProcess(`${what} cannot start: ${error instanceof Error ? error.message : "unknown error"}`);
  };
}

function stopProcess(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
