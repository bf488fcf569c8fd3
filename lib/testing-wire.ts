import { connect, createServer, type Socket } from "node:net";

/** What the network between console and database does. `cut`: breaks at the next COMMIT, before or after its effect. */
type Wire = { delayMs: number; isSilent: boolean; cut: "before-commit" | "after-commit" | null };

export type TestWire = Wire & { url: string; close: () => Promise<void> };

/** A TCP proxy in front of PostgreSQL, to whose fields faults are set while it runs. Sound until then. */
export async function openTestWire(databaseUrl: string): Promise<TestWire> {
  const target = new URL(databaseUrl);
  const wire: Wire = { delayMs: 0, isSilent: false, cut: null };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true).on("error", end);
      socket.once("close", () => {
        sockets.delete(socket);
        end();
      });
    }
    let isCommitting = false;
    client.on("data", (chunk) => {
      const isCommit = wire.cut !== null && chunk.includes("commit");
      if (isCommit && wire.cut === "before-commit") {
        wire.cut = null;
        return end();
      }
      isCommitting ||= isCommit;
      upstream.write(chunk);
    });
    upstream.on("data", (chunk) => {
      if (isCommitting && chunk.includes("COMMIT")) {
        wire.cut = null;
        return end();
      }
      if (wire.isSilent) return;
      // One delay for all chunks of a moment: their order stays.
      if (wire.delayMs > 0) setTimeout(() => client.writable && client.write(chunk), wire.delayMs);
      else client.write(chunk);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  const url = new URL(databaseUrl);
  url.port = String(port);
  return Object.assign(wire, {
    url: url.href,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  });
}
