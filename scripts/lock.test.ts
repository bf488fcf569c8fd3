import { spawn } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { clone, makeFolder } from "./testing";

const lock = pathToFileURL(join(clone, "scripts/lock.mjs")).href;

/** A process that takes the lock, says what it got, and holds it until it is killed. */
function contend(folder: string, what: string) {
  const program = `const { takeLock } = await import(${JSON.stringify(lock)});
    const taken = await takeLock(${JSON.stringify(folder)}, ${JSON.stringify(what)});
    console.log(taken.lock ? "held" : taken.holder.what);
    setTimeout(() => {}, 60_000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said = new Promise<string>((done) => child.stdout.once("data", (data) => done(String(data).trim())));
  const kill = async () => {
    const gone = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await gone;
  };
  return { said, kill };
}

test("of eight at once exactly one holds the lock, the others learn its name, and kill -9 frees it", async () => {
  const folder = await makeFolder();
  const path = join(folder.path, "lock");
  for (let round = 0; round < 2; round += 1) {
    const all = Array.from({ length: 8 }, (_, i) => contend(path, `number ${i}`));
    const said = await Promise.all(all.map((one) => one.said));
    expect(said.filter((word) => word === "held")).toHaveLength(1);
    const holder = `number ${said.indexOf("held")}`;
    expect(said.filter((word) => word === holder)).toHaveLength(7);
    await Promise.all(all.map((one) => one.kill()));
    // Left behind by the killed one; the next round must not mind.
    expect(await readdir(path)).toHaveLength(1);
  }
  await folder.remove();
});

test("an entry whose pid now belongs to another process counts as dead", async () => {
  const folder = await makeFolder();
  const path = join(folder.path, "lock");
  const first = contend(path, "first");
  await first.said;
  const [name = ""] = await readdir(path);
  await first.kill();
  const entry = { pid: process.pid, identity: "another boot/1", what: "long gone", isHeld: true };
  await writeFile(join(path, name), JSON.stringify(entry));
  const second = contend(path, "second");
  expect(await second.said).toBe("held");
  await second.kill();
  await folder.remove();
});
