import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { connectDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { EnvError, readEnv } from "@/lib/env";
import { deriveSealKey } from "@/lib/identities/seal";
import { codeOf } from "@/lib/outage";
import { type RecoveryRequest, startRecovery } from "@/lib/recovery/service";
import type { Runtime } from "@/lib/runtime";
import { linkOf } from "@/lib/setup/setup";
import { migrationsFolder } from "../transfer/session";

const USAGE = "Usage: npm run owner:recover -- [e-mail] [--make-owner]";

/** Prints a one-time link with which an owner sets a new password. */
async function main(): Promise<number> {
  const request = readArguments();
  if (!request) {
    console.error(USAGE);
    return 2;
  }
  const env = readEnv();
  await migrateDatabase(env.databaseUrl, migrationsFolder);
  const { db, close } = connectDatabase(env.databaseUrl, { max: 1, name: "latchkey-recover" });
  const { ownerGroup, tokenKeys } = env;
  const { groupsMaxAgeSeconds } = env;
  const idle = { issuer: null, terrakube: null, groupsMaxAgeSeconds, sealKey: deriveSealKey(env.authSecret) };
  const runtime: Runtime = { db, now: () => new Date(), randomBytes, ownerGroup, tokenKeys, ...idle };
  try {
    let answer = await startRecovery(runtime, env.ownerGroup, request);
    if (answer.kind === "ownerless" && (await confirm(answer.message)))
      answer = await startRecovery(runtime, env.ownerGroup, { ...request, mayMakeOwner: true });
    if (answer.kind !== "link") {
      if (answer.kind === "refused") console.error(answer.message);
      return 1;
    }
    if (answer.hasBecomeOwner) console.log(`${answer.email} is an owner now.`);
    const link = linkOf(env.publicUrl, answer.code);
    console.log(`Set a new password for ${answer.email} (one use, one hour): ${link}`);
    return 0;
  } finally {
    await close();
  }
}

function readArguments(): RecoveryRequest | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { "make-owner": { type: "boolean", default: false } },
    });
    if (positionals.length > 1) return null;
    return { email: positionals[0], mayMakeOwner: values["make-owner"] };
  } catch {
    return null;
  }
}

/** Asks on a terminal; without one it says which option answers yes. */
async function confirm(reason: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.error(`${reason} Add --make-owner to make this account one.`);
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${reason}\nMake this account an owner? [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

try {
  process.exitCode = await main();
} catch (error) {
  const message = error instanceof Error ? error.message : "unknown error";
  const code = codeOf(error);
  console.error(
    error instanceof EnvError
      ? message
      : `Failed: ${code ? `the database cannot be used now (${code})` : message}`,
  );
  process.exitCode = 1;
}
