import { connectDatabase, type DatabaseHandle } from "@/db/client";
import { readAppliedMigrations } from "@/db/health";
import { readEnv } from "./env";

/** A connection of its own: a pool that is worn out must not make a process that works look dead, nor the reverse. */
const shared = globalThis as typeof globalThis & {
  latchkeyHealth?: DatabaseHandle;
  latchkeyIsDraining?: boolean;
};

/** From the first SIGTERM on the process is not ready. */
export function startDraining(): void {
  shared.latchkeyIsDraining = true;
}

/** Database reachable, schema there, keys read. Any doubt is false. */
export async function isReady(): Promise<boolean> {
  if (shared.latchkeyIsDraining) return false;
  try {
    const env = readEnv();
    shared.latchkeyHealth ??= connectDatabase(env.databaseUrl, {
      max: 1,
      name: "latchkey-health",
      noAnswerMs: 2000,
    });
    return (await readAppliedMigrations(shared.latchkeyHealth.db)) > 0 && env.tokenKeys.length > 0;
  } catch {
    return false;
  }
}
