import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { join } from "node:path";
import { watchForStop } from "../children.mjs";
import { describeMachine } from "../measure/machine.mjs";
import { startReplicas } from "../measure/replicas.mjs";
import { seedTokens } from "../measure/tokens.mjs";
import { failWith } from "../refusal.mjs";
import { printReport } from "./report.mjs";

const TOKENS = 100_000;
const CONNECTIONS = [16, 64];
const ROUNDS = 2;
const SECONDS = 4;

/** Everything in one run, in turn: what else the machine does meets all of them. */
export async function bench() {
  const signal = watchForStop();
  const log = (line) => console.log(line);
  const undo = [];
  try {
    const replicas = await startReplicas({ consoles: 1, gateways: 1, signal, log });
    undo.push(replicas.stop);
    const { folder, databaseUrl, secrets } = replicas;
    const ours = join(folder, "secrets");
    const theirs = join(folder, "oidc-tokens");
    const clientSecret = randomBytes(24).toString("hex");
    const tokenSecret = secrets.TOKEN_SECRET;
    await writeFile(ours, (await seedTokens({ databaseUrl, tokenSecret, count: TOKENS })).join("\n"), {
      mode: 0o600,
    });
    const start = async (name, ...args) => {
      const child = fork(new URL(`./${name}.mjs`, import.meta.url), args);
      undo.push(() => child.disconnect());
      return (await once(child, "message"))[0].port;
    };
    const targets = describeTargets({
      ...replicas,
      ours,
      theirs,
      clientSecret,
      bare: await start("bare"),
      oidc: await start("oidc-provider", theirs, String(TOKENS), clientSecret),
    });
    const load = startLoad(undo);
    const runs = [];
    for (let round = 0; round < ROUNDS; round += 1)
      for (const connections of CONNECTIONS)
        for (const target of targets) {
          signal.throwIfAborted();
          runs.push({ name: target.name, connections, ...(await load(target, { connections })) });
        }
    const best = (name) =>
      Math.max(...runs.filter((run) => run.name === name && run.connections === 64).map(({ rate }) => rate));
    const rate = Math.floor(best("gateway") / 2);
    const paced = await load(
      targets.find(({ name }) => name === "gateway"),
      { connections: 64, rate },
    );
    log(`\n${describeMachine()}; load average ${loadavg()[0].toFixed(1)} with the run itself`);
    process.exitCode = printReport(runs, paced, log) ? 0 : 1;
  } catch (error) {
    undo.unshift(() => failWith(error));
  }
  for (const step of undo.reverse()) await step();
  process.exit();
}

/** A process of its own that sends the calls; the answers must all be 200, or the figures would be of refusals. */
function startLoad(undo) {
  const child = fork(new URL("./load.mjs", import.meta.url));
  undo.push(() => child.disconnect());
  return async ({ name, ...target }, options) => {
    child.send({ ...target, ...options, seconds: SECONDS });
    const [answer] = await once(child, "message");
    const others = Object.keys(answer.statuses).filter((status) => status !== "200");
    if (others.length > 0) throw new Error(`${name} answered ${JSON.stringify(answer.statuses)}`);
    return answer;
  };
}

function describeTargets({ consoles, gateways, secrets, ours, theirs, clientSecret, bare, oidc }) {
  const client = "X-Forwarded-For: 192.0.2.7\r\nUser-Agent: terraform/1.11.4";
  const verify = [
    "GET /verify HTTP/1.1",
    "Host: latchkey",
    `X-Latchkey-Gateway-Key: ${secrets.GATEWAY_KEY}`,
    client,
    "Authorization: Bearer TOKEN",
  ].join("\r\n");
  const toConsole = (path) =>
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${client}\r\nAuthorization: Bearer TOKEN`;
  const console = Number(new URL(consoles[0]).port);
  const basic = Buffer.from(`bench:${clientSecret}`).toString("base64");
  return [
    { name: "bare", port: bare, tokenFile: ours, head: verify },
    { name: "gateway", port: Number(new URL(gateways[0]).port), tokenFile: ours, head: verify },
    { name: "handler", port: console, tokenFile: ours, head: toConsole("/healthz") },
    { name: "self", port: console, tokenFile: ours, head: toConsole("/tokens/v1/self") },
    {
      name: "oidc",
      port: oidc,
      tokenFile: theirs,
      // Its opaque tokens all have 43 characters.
      head: [
        "POST /token/introspection HTTP/1.1",
        "Host: 127.0.0.1",
        `Authorization: Basic ${basic}`,
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: 49",
      ].join("\r\n"),
      body: "token=TOKEN",
    },
  ];
}
