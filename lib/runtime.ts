import { randomBytes } from "node:crypto";
import { connectDatabase, type Database } from "@/db/client";
import { type Env, readEnv } from "./env";
import { log } from "./log";

/** Where time and entropy enter. `now` serves display and throttles; whether a token lives the database decides. */
export type Runtime = {
  db: Database;
  now: () => Date;
  randomBytes: (size: number) => Buffer;
  /** The group whose members are instance owners (OWNER_GROUP). */
  ownerGroup: string;
  /** Newest first: the first signs secrets, all verify them. */
  tokenKeys: Env["tokenKeys"];
};

// Next bundles routes and actions apart from each other; the pool must still be one per process.
const shared = globalThis as typeof globalThis & { latchkeyRuntime?: Runtime };

/** The process's runtime, connected at first use. */
export function getRuntime(): Runtime {
  shared.latchkeyRuntime ??= {
    db: connectDatabase(readEnv().databaseUrl, {
      onError: (code) => log.warn({ code }, "idle database connection lost"),
    }).db,
    now: () => new Date(),
    randomBytes,
    ownerGroup: readEnv().ownerGroup,
    tokenKeys: readEnv().tokenKeys,
  };
  return shared.latchkeyRuntime;
}
