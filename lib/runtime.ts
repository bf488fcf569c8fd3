import { randomBytes } from "node:crypto";
import { connectDatabase, type Database } from "@/db/client";
import { type Env, readEnv } from "./env";
import { deriveSealKey } from "./identities/seal";
import { createIssuer, type Issuer } from "./issuer";
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
  /** The identity provider (OIDC_ISSUER); null without one. */
  issuer: Issuer | null;
  /** Memberships that it has not confirmed for so long stop counting. */
  groupsMaxAgeSeconds: number;
  /** Seals its refresh tokens. */
  sealKey: Buffer;
  /** The Terrakube whose organizations and teams are followed, and the key that it knows; null: they are made here. */
  terrakube: (NonNullable<Env["terrakube"]> & { key: Uint8Array }) | null;
};

// Next bundles routes and actions apart from each other; the pool must still be one per process.
const shared = globalThis as typeof globalThis & { latchkeyRuntime?: Runtime };

/** The process's runtime, connected at first use. */
export function getRuntime(): Runtime {
  shared.latchkeyRuntime ??= makeRuntime(readEnv());
  return shared.latchkeyRuntime;
}

function makeRuntime(env: Env): Runtime {
  const now = () => new Date();
  const onError = (code: string | undefined) => log.warn({ code }, "idle database connection lost");
  return {
    db: connectDatabase(env.databaseUrl, { onError }).db,
    now,
    randomBytes,
    ownerGroup: env.ownerGroup,
    tokenKeys: env.tokenKeys,
    issuer: env.oidc && createIssuer(env.oidc, now),
    groupsMaxAgeSeconds: env.groupsMaxAgeSeconds,
    sealKey: deriveSealKey(env.authSecret),
    terrakube: env.terrakube && { ...env.terrakube, key: env.upstreamKey },
  };
}
