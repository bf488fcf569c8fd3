import { stat } from "node:fs/promises";
import { isRoot } from "../files.mjs";
import { Refusal } from "../refusal.mjs";
import { runAs } from "./run-as.mjs";

const NAME = "latchkey";

/** How system users are made, where each program is known. */
const MAKERS = [
  ["useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]],
  ["adduser", ["--system", "--group", "--no-create-home", NAME]],
];

/**
 * The unix account that PostgreSQL runs as: oneself (null) unless root, which PostgreSQL refuses.
 * As root: whoever owns an existing cluster, else `latchkey` (made when missing), else `postgres` or `nobody`.
 * @param {string} cluster where the cluster is or will be
 */
export async function chooseAccount(cluster, log) {
  if (!isRoot) return null;
  const owner = await stat(cluster).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: await nameOf(owner.uid) };
  const existing = await findAccount(NAME);
  if (existing) return existing;
  for (const [program, args] of MAKERS) {
    await runAs(null, program, args);
    // Asked again whatever it answered: another start may have made it in the same moment.
    const made = await findAccount(NAME);
    if (made) return made;
  }
  for (const name of ["postgres", "nobody"]) {
    const other = await findAccount(name);
    if (!other) continue;
    log(`No system user "${NAME}" could be made here; the database runs as "${name}".`);
    return other;
  }
  throw new Refusal(
    `PostgreSQL does not run as root and no system user could be made. Make one (useradd --system ${NAME}), ` +
      "start as an ordinary user, or set DATABASE_URL.",
  );
}

async function findAccount(name) {
  const uid = await runAs(null, "id", ["-u", name]);
  const gid = await runAs(null, "id", ["-g", name]);
  if (uid.code !== 0 || gid.code !== 0) return null;
  return { uid: Number(uid.out), gid: Number(gid.out), name };
}

async function nameOf(uid) {
  const answer = await runAs(null, "id", ["-un", String(uid)]);
  return answer.code === 0 ? answer.out : String(uid);
}
