"use server";

import { readEnv } from "@/lib/env";
import type { Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsVisitor } from "@/lib/session";
import * as service from "./service";
import type { SetupView } from "./setup";

/** The holder of the code is the one who may: the code is checked, and nothing else. */
export async function inspectCode(code: unknown): Promise<Result<SetupView>> {
  return actAsVisitor(() => service.inspectCode(getRuntime(), code));
}

/** Returns the e-mail as stored, to sign in with. */
export async function createFirstOwner(code: unknown, input: unknown): Promise<Result<{ email: string }>> {
  const { ownerGroup } = readEnv();
  return actAsVisitor((origin) => service.createFirstOwner(getRuntime(), ownerGroup, code, input, origin));
}
