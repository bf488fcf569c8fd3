import { execFileSync } from "node:child_process";
import { open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isRoot, makeFolder, startLatchkey, until } from "./testing";
import { generate, present, seedManager } from "./testing-token";

const folder = await makeFolder();
/** A small file system of one's own: only root of a machine that lets it can mount one. */
const isMounted = isRoot && mount();
if (!isMounted) console.log("no small file system can be mounted here: a full disk is not tried");

afterAll(async () => {
  if (isMounted) execFileSync("umount", ["-l", folder.path]);
  await folder.remove();
});

function mount(): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=400m,mode=711", "tmpfs", folder.path], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

/** Takes what space there is, as a log that nobody rotates does. */
async function fill(path: string): Promise<void> {
  const file = await open(path, "a");
  for (const size of [1 << 20, 1 << 14, 1 << 12])
    try {
      for (;;) await file.write(Buffer.alloc(size, 1));
    } catch {}
  await file.close();
}

test.skipIf(!isMounted)(
  "a full disk: no generation is answered that is lost, none ends in a bug, and with space it goes on by itself",
  async () => {
    const dataDir = join(folder.path, "data");
    const server = await startLatchkey(dataDir);
    try {
      const manager = await seedManager(dataDir);
      const first = await generate(server.url, manager);
      const secrets = first ? [first] : [];
      await fill(join(folder.path, "filler"));
      expect((await statfs(folder.path)).bavail).toBeLessThan(10);
      const statuses = new Set<number>();
      // What PostgreSQL has set aside for its log lasts for a while.
      await until(async () => {
        const response = await post(server.url, manager);
        statuses.add(response.status);
        if (response.status === 201) secrets.push(response.secret);
        return response.status !== 201;
      });
      expect([...statuses].filter((status) => status !== 201)).toEqual([503]);
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      await rm(join(folder.path, "filler"));
      await until(async () => (await generate(server.url, manager)) !== null);
      for (const secret of secrets) expect(await present(server.url, secret)).toBe(200);
    } finally {
      await server.stop();
    }
  },
);

async function post(url: string, bearer: string): Promise<{ status: number; secret: string }> {
  const response = await fetch(`${url}/pat/v1`, {
    method: "POST",
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
    body: JSON.stringify({ description: "x".repeat(120), hours: 1 }),
  });
  const body = await response.text();
  return { status: response.status, secret: response.status === 201 ? JSON.parse(body).token : "" };
}
