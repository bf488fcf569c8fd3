import { join } from "node:path";
import { expect, test } from "vitest";
import { killAll, makeFolder, startLatchkey } from "./testing";
import { generate, present, seedManager } from "./testing-token";

const ROUNDS = 10;
const CALLERS = 3;

test("kill -9 of everything amid generations, ten times: every secret that was answered works afterwards", async () => {
  const folder = await makeFolder();
  const dataDir = join(folder.path, "data");
  let server = await startLatchkey(dataDir);
  const manager = await seedManager(dataDir);
  const answered: string[] = [];
  const bearers = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const { url, port } = server;
    let isKilled = false;
    const callers = Array.from({ length: CALLERS }, async () => {
      while (!isKilled) {
        const secret = await generate(url, manager);
        if (secret) answered.push(secret);
      }
    });
    const target = answered.length + 5 + round;
    while (answered.length < target) await new Promise((done) => setTimeout(done, 5));
    await killAll(server, dataDir);
    isKilled = true;
    await Promise.all(callers);
    server = await startLatchkey(dataDir, { port });
    for (const secret of answered)
      if (!bearers.has(secret)) expect(await present(server.url, secret)).toBe(200);
    for (const secret of answered) bearers.add(secret);
  }
  for (const secret of answered) expect(await present(server.url, secret)).toBe(200);
  expect(bearers.size).toBeGreaterThanOrEqual(ROUNDS * 5);
  await server.stop();
  await folder.remove();
});
