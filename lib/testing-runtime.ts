import { randomBytes } from "node:crypto";
import type { Database } from "@/db/client";
import { readEnv } from "./env";
import { deriveSealKey } from "./identities/seal";
import type { Runtime } from "./runtime";

/** A runtime on a test's own database, with the run's secrets. `now` is the application's clock. */
export function makeTestRuntime(db: Database, now = () => new Date(), ownerGroup = "OWNERS"): Runtime {
  return {
    db,
    now,
    randomBytes,
    ownerGroup,
    tokenKeys: readEnv().tokenKeys,
    issuer: null,
    groupsMaxAgeSeconds: 7 * 86_400,
    terrakube: null,
    sealKey: deriveSealKey(readEnv().authSecret),
  };
}
