import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { watchForStop } from "../children.mjs";
import { isRoot } from "../files.mjs";
import { prepareClone } from "../prepare/clone.mjs";
import { failWith } from "../refusal.mjs";
import { findBrowser } from "../test/browser.mjs";
import { makeWorkplace } from "../test/workplace.mjs";
import { describeMachine } from "./machine.mjs";
import { signIn, startProduct } from "./product.mjs";
import { median } from "./statistics.mjs";

/** Ten tokens; as many as fill a page of the list; very many. */
const TEAMS = [
  ["few", 10],
  ["page", 60],
  ["many", 10_000],
];
const ROUNDS = 40;

/** Times the pages of teams with few, a page of, and very many tokens, call by call in turn, in one run. */
export async function measureLists() {
  const signal = watchForStop();
  const log = (line) => console.log(line);
  const undo = [];
  try {
    const { folder, env, remove } = await makeWorkplace();
    undo.push(remove);
    await prepareClone({ pages: true, signal, log });
    const executablePath = await findBrowser({ signal, log, env });
    const product = await startProduct(folder, env, signal);
    undo.push(product.stop);
    const teams = await seed(join(folder, "data"));
    const { cookie, version } = await enter(product.url, executablePath);
    log(describeMachine(version));
    log(
      `Median of ${ROUNDS} calls each, in turn: teams with ${TEAMS.map(([, size]) => size).join(", ")} tokens; the last against each`,
    );
    for (const [name, query] of PAGES) {
      const times = await compare(
        teams.map((path) => product.url + path + query),
        cookie,
      );
      const medians = times.map(median);
      const ratios = medians.slice(0, -1).map((value) => (medians.at(-1) / value).toFixed(2));
      log(`${name}: ${medians.map((value) => value.toFixed(1)).join(", ")} ms; ${ratios.join(", ")}`);
    }
  } catch (error) {
    undo.unshift(() => failWith(error));
  }
  for (const step of undo.reverse()) await step();
  process.exit();
}

const PAGES = [
  ["the page as it opens", ""],
  ["sorted by last use", "?sort=used"],
  ["expired ones", "?filter=expired"],
  ["a search", "?q=token"],
];

/** One organization with a team of each size. @returns {Promise<string[]>} the paths of their pages */
async function seed(dataDir) {
  const { port, password } = JSON.parse(await readFile(join(dataDir, "engine.json"), "utf8"));
  const client = new pg.Client({ host: "127.0.0.1", port, user: "latchkey", password, database: "latchkey" });
  await client.connect();
  try {
    const made = await client.query("insert into organizations (name) values ('acme') returning id");
    const { id } = made.rows[0];
    const paths = [];
    for (const [name, size] of TEAMS) {
      const team = await client.query(
        "insert into teams (organization_id, name, role) values ($1, $2, 'write') returning id",
        [id, name],
      );
      // A third expired, the rest spread over two years; half of them used.
      await client.query(
        `insert into tokens (id, family_id, group_name, description, digest, hint, created_at, updated_at,
           lifetime_days, lifetime_hours, lifetime_minutes, expires_at, last_used_at)
         select gen_random_uuid(), gen_random_uuid(), $1, 'token ' || i, sha256(($3 || i)::bytea), 'abcd',
           now() - interval '400 days', now(), 30, 0, 0, now() + (i * 137 % 730 - 243) * interval '1 day',
           case when i % 2 = 0 then now() - (i % 90) * interval '1 hour' end
         from generate_series(1, $2::int) i`,
        [name, size, randomBytes(8).toString("hex")],
      );
      paths.push(`/organizations/${id}/settings/teams/${team.rows[0].id}/edit`);
    }
    await client.query("analyze");
    return paths;
  } finally {
    await client.end();
  }
}

async function enter(url, executablePath) {
  const { chromium } = await import("playwright");
  const args = [...(isRoot ? ["--no-sandbox"] : []), "--disable-gpu"];
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args });
  try {
    return { cookie: await signIn(await browser.newPage(), url), version: browser.version() };
  } finally {
    await browser.close();
  }
}

/** @returns {Promise<number[][]>} milliseconds, for each address */
async function compare(addresses, cookie) {
  const times = addresses.map(() => []);
  for (let round = -3; round < ROUNDS; round += 1)
    for (const [i, address] of addresses.entries()) {
      const startedAt = performance.now();
      const response = await fetch(address, { headers: { cookie } });
      const body = await response.text();
      if (!response.ok || !body.includes("Team API Tokens"))
        throw new Error(`${response.status} for ${address}`);
      if (round >= 0) times[i].push(performance.now() - startedAt);
    }
  return times;
}
