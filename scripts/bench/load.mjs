import { readFile } from "node:fs/promises";
import { percentile } from "../measure/statistics.mjs";
import { openConnection } from "./connection.mjs";

/**
 * The load generator, a process of its own. Each message is a job: `connections` kept connections to a server, for
 * `seconds` after a warm-up, a secret at random in each request. Without `rate` each connection sends as soon as it is
 * answered; with it, calls are due at equal distances whatever the answers do, and a call's time counts from when it
 * was due: a server that stalls cannot hide it. But where a connection had been free since before a call was due, only
 * this process, which shares the machine, came late to it: such a call counts from when it was sent, and `fromDue` tells
 * what all would be with this process' own lateness in it.
 */

const WARM_UP_S = 1.5;
let tokens = [];

process.on("message", async ({ tokenFile, ...job }) => {
  if (tokenFile) tokens = (await readFile(tokenFile, "utf8")).split("\n");
  process.send(await run(job));
});
process.on("disconnect", () => process.exit());

/** @returns {Promise<{ rate: number, p50: number, p99: number, fromDue: { p50: number, p99: number }, statuses: Record<number, number> }>} milliseconds */
async function run({ port, head, body = "", connections, seconds, rate }) {
  const [before, after] = `${head}\r\n\r\n${body}`.split("TOKEN");
  const startedAt = performance.now();
  const measuredFrom = startedAt + WARM_UP_S * 1000;
  const endsAt = measuredFrom + seconds * 1000;
  const times = [];
  const timesFromDue = [];
  const statuses = {};
  const idle = [];
  const due = [];
  let isOver = false;

  // Put together when it is sent: 100,000 requests at hand are what this process' garbage collector then stands on.
  const pick = () => before + tokens[Math.floor(Math.random() * tokens.length)] + after;
  const opened = [];
  const finished = new Promise((resolve, reject) => {
    const open = async () => {
      let dueAt = 0;
      let countsFrom = 0;
      const begin = (connection, at, from = at) => {
        dueAt = at;
        countsFrom = from;
        connection.send(pick());
      };
      const connection = await openConnection(
        port,
        (status) => {
          const now = performance.now();
          if (now >= measuredFrom && now < endsAt) {
            times.push(now - countsFrom);
            timesFromDue.push(now - dueAt);
            statuses[status] = (statuses[status] ?? 0) + 1;
          }
          if (isOver) return;
          if (now >= endsAt) {
            isOver = true;
            resolve();
          } else if (rate === undefined) begin(connection, now);
          else if (due.length > 0) begin(connection, due.shift());
          else idle.push({ begin: (at, from) => begin(connection, at, from), since: now });
        },
        reject,
      );
      opened.push(connection);
      return { begin: (at, from) => begin(connection, at, from), since: performance.now() };
    };
    Promise.all(Array.from({ length: connections }, open)).then((ready) => {
      if (rate === undefined) for (const { begin } of ready) begin(performance.now());
      else {
        idle.push(...ready);
        pace(
          rate,
          () => isOver,
          (at) => {
            // The longest free of them.
            const free = idle.shift();
            if (free) free.begin(at, free.since <= at ? performance.now() : at);
            else due.push(at);
          },
        );
      }
    }, reject);
  });
  await finished;
  for (const connection of opened) connection.close();
  return {
    rate: times.length / seconds,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    fromDue: { p50: percentile(timesFromDue, 0.5), p99: percentile(timesFromDue, 0.99) },
    statuses,
  };
}

/** Calls `onDue` for every call that is due; timers are a millisecond coarse, so several may be due at once. */
function pace(rate, isOver, onDue) {
  const startedAt = performance.now();
  let sent = 0;
  const tick = () => {
    if (isOver()) return;
    const now = performance.now();
    for (; startedAt + (sent * 1000) / rate <= now; sent += 1) onDue(startedAt + (sent * 1000) / rate);
    setTimeout(tick, 1);
  };
  tick();
}
