import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readIfPresent, syncFolder } from "../files.mjs";
import { Refusal } from "../refusal.mjs";
import { runAs } from "./run-as.mjs";

const BESIDE = ".new-postgres-";

/** Where a place keeps PostgreSQL's own data directory. */
export const clusterIn = (place) => join(place, "postgres");

/** Whether there is a cluster of this server's major version; refuses one of another. */
export async function hasCluster(place, { major }) {
  const found = (await readIfPresent(join(clusterIn(place), "PG_VERSION")))?.trim();
  if (found === undefined) return false;
  if (found === major) return true;
  throw new Refusal(
    `The database in ${clusterIn(place)} is of PostgreSQL ${found}, this Latchkey brings ${major}. Run "npm run export" with ` +
      'the Latchkey that made it, then "npm run import" with this one into a new LATCHKEY_DATA_DIR.',
  );
}

/**
 * Makes the cluster: UTF-8, UTC, scram passwords, a role and a database `latchkey` that owns itself and no more.
 * Complete or absent: made beside, then renamed.
 */
export async function createCluster(place, engine, account, { password, adminPassword }, { durable }) {
  await removeBroken(place);
  const beside = join(place, `${BESIDE}${process.pid}`);
  await mkdir(beside, { mode: 0o700 });
  await chmod(beside, 0o700);
  const passwordFile = join(beside, "password");
  await writeFile(passwordFile, `${adminPassword}\n`, { mode: 0o600 });
  for (const path of account ? [beside, passwordFile] : []) await chown(path, account.uid, account.gid);
  const cluster = join(beside, "cluster");
  const made = await runAs(account, join(engine, "bin", "initdb"), [
    ...[
      "-D",
      cluster,
      "-U",
      "postgres",
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
      "--no-instructions",
    ],
    ...["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ...(durable ? [] : ["--no-sync"]),
  ]);
  if (made.code !== 0) throw new Refusal(`The database could not be created in ${place}.\n${made.out}`);
  await createRole(engine, account, cluster, password);
  await rename(cluster, clusterIn(place));
  await syncFolder(place);
  await rm(beside, { recursive: true, force: true });
}

/** Single-user mode needs no listener and no client; one statement a line. */
async function createRole(engine, account, cluster, password) {
  const mark = randomBytes(8).toString("hex");
  const statements = [
    `create role latchkey login createdb password '${password}'`,
    "create database latchkey owner latchkey",
    `select '${mark}' as mark from pg_database d join pg_roles r on r.oid = d.datdba where datname = 'latchkey' and rolname = 'latchkey'`,
  ];
  const quiet = ["-c", "log_min_error_statement=panic", "-c", "log_checkpoints=off"];
  const args = ["--single", ...quiet, "-D", cluster, "postgres"];
  const done = await runAs(account, join(engine, "bin", "postgres"), args, {
    input: `${statements.join("\n")}\n`,
  });
  // The backend goes on after an error and ends with 0: only the answer to the last question proves the rest.
  if (done.code !== 0 || !done.out.includes(`mark = "${mark}"`)) {
    throw new Refusal(`The database's role could not be created.\n${done.out}`);
  }
}

async function removeBroken(place) {
  for (const name of await readdir(place)) {
    if (name.startsWith(BESIDE)) await rm(join(place, name), { recursive: true, force: true });
  }
}

/** Refuses a cluster that belongs to somebody else than its account: PostgreSQL would, less clearly. */
export async function assertOwnCluster(place, account) {
  const { uid } = await stat(clusterIn(place));
  if (uid === (account?.uid ?? process.getuid())) return;
  throw new Refusal(
    `The database in ${clusterIn(place)} belongs to the user with id ${uid}: start Latchkey as that user or as root.`,
  );
}
