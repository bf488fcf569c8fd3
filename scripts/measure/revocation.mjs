import { watchForStop } from "../children.mjs";
import { failWith } from "../refusal.mjs";
import { describeMachine } from "./machine.mjs";
import { startReplicas } from "./replicas.mjs";
import { median, percentile } from "./statistics.mjs";
import { seedTokens } from "./tokens.mjs";

const ROUNDS = 1000;

/**
 * Two consoles and two gateway listeners on one database. A token is generated on one console, used without a pause
 * at both listeners, and deleted at the other console; from the deletion's answer on nobody may accept it.
 */
export async function measureRevocation() {
  const signal = watchForStop();
  const log = (line) => console.log(line);
  const undo = [];
  try {
    const replicas = await startReplicas({ consoles: 2, gateways: 2, signal, log });
    undo.push(replicas.stop);
    const { databaseUrl, secrets } = replicas;
    const [manager] = await seedTokens({
      databaseUrl,
      tokenSecret: secrets.TOKEN_SECRET,
      count: 1,
      mayManage: true,
    });
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      signal.throwIfAborted();
      rounds.push(await revokeOnce(replicas, manager, round));
    }
    report(rounds, log);
    process.exitCode = rounds.some(({ exceptions }) => exceptions > 0) ? 1 : 0;
  } catch (error) {
    undo.unshift(() => failWith(error));
  }
  for (const step of undo.reverse()) await step();
  process.exit();
}

async function revokeOnce({ consoles, gateways, secrets }, manager, round) {
  // Each round from a network of its own: refusals are throttled by network.
  const client = { "x-forwarded-for": `198.18.${round >> 8}.${round & 255}` };
  const call = async (url, bearer, method = "GET", body = undefined) => {
    const headers = { ...client, authorization: `Bearer ${bearer}`, accept: "application/json" };
    if (body) headers["content-type"] = "application/json";
    if (url.endsWith("/verify")) headers["x-latchkey-gateway-key"] = secrets.GATEWAY_KEY;
    const startedAt = performance.now();
    const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
    const text = await response.text();
    return { status: response.status, text, startedAt, endedAt: performance.now() };
  };
  let retries = 0;
  // 503 says that nothing was done: a lock or the disk kept the database longer than it may take.
  const change = async (url, status, ...rest) => {
    for (;;) {
      const answer = await call(url, manager, ...rest);
      if (answer.status === status) return answer;
      if (answer.status !== 503) throw new Error(`${url} answered ${answer.status}`);
      retries += 1;
    }
  };
  const wish = { description: "measured", days: 1, hours: 0, minutes: 0 };
  const made = await change(`${consoles[round % 2]}/pat/v1`, 201, "POST", wish);
  const { id, token } = JSON.parse(made.text);

  const calls = [];
  let isOver = false;
  const accepted = new Set();
  const loops = gateways.flatMap((gateway) =>
    [1, 2].map(async () => {
      while (!isOver) {
        const answer = await call(`${gateway}/verify`, token);
        calls.push(answer);
        if (answer.status === 200) accepted.add(gateway);
        else if (accepted.size < gateways.length)
          throw new Error(`a live token was answered ${answer.status}`);
      }
    }),
  );
  await Promise.race([until(() => accepted.size === gateways.length), Promise.all(loops)]);
  const deleted = await change(`${consoles[(round + 1) % 2]}/pat/v1/${id}`, 202, "DELETE");
  const next = await Promise.all([
    ...gateways.map((gateway) => call(`${gateway}/verify`, token)),
    ...consoles.map((console) => call(`${console}/tokens/v1/self`, token)),
  ]);
  isOver = true;
  await Promise.all(loops);
  const after = [...calls.filter(({ startedAt }) => startedAt > deleted.endedAt), ...next];
  return {
    retries,
    deleteMs: deleted.endedAt - deleted.startedAt,
    nextMs: next.slice(0, 2).map(({ startedAt, endedAt }) => endedAt - startedAt),
    before: calls.length + next.length - after.length,
    after: after.length,
    exceptions: after.filter(({ status }) => status === 200).length,
    statuses: after.map(({ status }) => status),
  };
}

function tally(rounds) {
  const counts = {};
  for (const status of rounds.flatMap(({ statuses }) => statuses)) counts[status] = (counts[status] ?? 0) + 1;
  return Object.entries(counts)
    .map(([status, count]) => `${status} ${count} times`)
    .join(", ");
}

async function until(holds) {
  while (!holds()) await new Promise(setImmediate);
}

function report(rounds, log) {
  const sum = (name) => rounds.reduce((total, round) => total + round[name], 0);
  const ms = (values) =>
    `median ${median(values).toFixed(1)} ms, p99 ${percentile(values, 0.99).toFixed(1)} ms`;
  log(describeMachine());
  log(`${rounds.length} deletions, each while both listeners were asked about the token without a pause`);
  log(`generations and deletions that were answered 503 and sent again: ${sum("retries")}`);
  log(`calls that began before the deletion's answer: ${sum("before")}`);
  log(
    `calls that began after it: ${sum("after")}; accepted: ${sum("exceptions")}; by status: ${tally(rounds)}`,
  );
  log(`the deletion: ${ms(rounds.map(({ deleteMs }) => deleteMs))}`);
  log(`the next call at a listener: ${ms(rounds.flatMap(({ nextMs }) => nextMs))}`);
}
