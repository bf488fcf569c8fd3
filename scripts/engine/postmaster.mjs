import { readFile, rename, stat, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readIfPresent } from "../files.mjs";
import { commandOf } from "../process-identity.mjs";
import { Refusal } from "../refusal.mjs";
import { runAs } from "./run-as.mjs";

/** WAL recovery after a crash is waited for, however long; this bounds only a server that never says anything. */
const START_SECONDS = 600;
const LOG_LIMIT = 10 * 1024 * 1024;

const logOf = (cluster) => join(cluster, "server.log");

/**
 * The server that runs in a cluster, or null. A pid that meanwhile belongs to another program is none.
 * @returns {Promise<{ pid: number, port: number, isReady: boolean, command: string } | null>}
 */
export async function findPostmaster(cluster) {
  const text = await readIfPresent(join(cluster, "postmaster.pid"));
  if (!text) return null;
  const lines = text.split("\n").map((line) => line.trim());
  const pid = Number(lines[0]);
  const command = await commandOf(pid);
  if (!command?.includes("postgres") || !command.includes(cluster)) return null;
  return { pid, port: Number(lines[3]), isReady: lines[7] === "ready", command };
}

/** Whether it answers at all: PostgreSQL replies one letter to an SSLRequest before any authentication. */
export function answers(port) {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    const end = (isAlive) => {
      socket.destroy();
      resolve(isAlive);
    };
    socket.setTimeout(2000, () => end(false));
    socket.on("error", () => end(false));
    socket.on("connect", () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])));
    socket.on("data", (data) => end(data[0] === 0x4e || data[0] === 0x53));
  });
}

/**
 * Starts the server and waits until it takes connections.
 * @returns {Promise<"started" | "port-taken">} the caller tries another port
 */
export async function startPostmaster({ engine, cluster, account, port, durable }, log) {
  await shortenLog(cluster);
  await releasePid(cluster);
  const settings = {
    ...settingsFor(port),
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  const args = [
    "start",
    "-D",
    cluster,
    "-l",
    logOf(cluster),
    "-w",
    "-t",
    String(START_SECONDS),
    "-s",
    "-o",
    options.join(" "),
  ];
  const slow = setTimeout(() => log("The database is recovering; this can take a while."), 3000);
  try {
    for (let attempt = 0; ; attempt += 1) {
      const before = (await stat(logOf(cluster)).catch(() => null))?.size ?? 0;
      const started = await runAs(account, join(engine, "bin", "pg_ctl"), args);
      if (started.code === 0) return "started";
      const words = (await readFrom(logOf(cluster), before)) || started.out;
      if (words.includes("could not create any TCP/IP sockets")) return "port-taken";
      // Backends outlive a killed postmaster until their statement ends; they hold its shared memory.
      const isHeld = words.includes("pre-existing shared memory block");
      if (!isHeld || attempt >= 40)
        throw new Refusal(`The database did not start.\n${words}\n(${logOf(cluster)})`);
      await sleep(250);
    }
  } finally {
    clearTimeout(slow);
  }
}

/** Stops it: `fast` writes a checkpoint and ends sessions, `immediate` leaves the rest to recovery. */
export async function stopPostmaster({ engine, cluster, account }, mode = "fast") {
  const args = (how) => ["stop", "-D", cluster, "-m", how, "-w", "-t", "30", "-s"];
  const pgCtl = join(engine, "bin", "pg_ctl");
  const stopped = await runAs(account, pgCtl, args(mode));
  if (stopped.code !== 0 && (await findPostmaster(cluster))) await runAs(account, pgCtl, args("immediate"));
}

/** Given at every start, so that a cluster of an earlier Latchkey runs by today's rules. */
function settingsFor(port) {
  return {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 100,
    timezone: "UTC",
    log_timezone: "UTC",
    // No DETAIL and no statement in the log: they would quote digests and addresses (security.md rule 15).
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
    log_checkpoints: "off",
  };
}

/**
 * PostgreSQL refuses a left-over postmaster.pid whose pid exists: also that of another program of the same user (after a
 * reboot, in a new container) or of a zombie that nobody reaps. Naming its grandparent (us) makes it see a dead
 * lock, while it still checks the shared memory named there, which deleting the file would prevent.
 */
async function releasePid(cluster) {
  const path = join(cluster, "postmaster.pid");
  const text = await readIfPresent(path);
  if (!text || (await findPostmaster(cluster))) return;
  await writeFile(path, text.replace(/^\d+/, String(process.pid)));
}

async function shortenLog(cluster) {
  const size = (await stat(logOf(cluster)).catch(() => null))?.size ?? 0;
  if (size > LOG_LIMIT) await rename(logOf(cluster), `${logOf(cluster)}.1`);
}

async function readFrom(path, offset) {
  const whole = await readFile(path).catch(() => Buffer.alloc(0));
  return whole.subarray(offset).toString().trim().split("\n").slice(-12).join("\n");
}
