import { execFile } from "node:child_process";
import { chmod, chown, mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { clone, findProcesses, isRoot, listAlive, makeFolder, startLatchkey } from "./testing";

const run = promisify(execFile);
const LEFT_OUT = new Set([".git", "data", "coverage", "test-results", "playwright-report"]);

if (!isRoot)
  console.log("not root: a start as another user cannot be tried (every other test is one as oneself)");
test.skipIf(!isRoot)(
  "an ordinary user starts it from a clone in a 0700 home, and everything runs as that user",
  async () => {
    const { uid, gid } = await nobody();
    const folder = await makeFolder();
    const home = join(folder.path, "home");
    const own = join(home, "latchkey");
    await mkdir(own, { recursive: true });
    // Hard links where it can be: node_modules is large, and nothing below is written to.
    await run("cp", ["-a", ...((await isLinkable(folder.path)) ? ["-l"] : []), ...(await listParts()), own]);
    await chown(own, uid, gid);
    await chown(home, uid, gid);
    await chmod(home, 0o700);
    const dataDir = join(own, "data");
    const server = await startLatchkey("", { cwd: own, account: { uid, gid }, env: { HOME: home } });
    const { start, console, postmaster } = await findProcesses(dataDir);
    for (const pid of [start, console, postmaster]) expect((await stat(`/proc/${pid}`)).uid).toBe(uid);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    for (const name of ["secrets.env", "engine.json"])
      expect((await stat(join(dataDir, name))).mode & 0o777).toBe(0o600);
    expect(await server.stop()).toBe(0);
    expect(await listAlive([start, console, postmaster])).toEqual([]);
    await folder.remove();
  },
);

/** An account without any rights of its own that every system has. */
async function nobody(): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all(
    ["-u", "-g"].map(async (flag) => Number((await run("id", [flag, "nobody"])).stdout)),
  );
  return { uid: uid ?? 0, gid: gid ?? 0 };
}

async function isLinkable(path: string): Promise<boolean> {
  return (await stat(path)).dev === (await stat(clone)).dev;
}

/** All of a built clone but what people and tests leave in it. */
async function listParts(): Promise<string[]> {
  const parts = await readdir(clone);
  return parts.filter((part) => !LEFT_OUT.has(part)).map((part) => join(clone, part));
}
