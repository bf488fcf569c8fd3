"use server";

import type { Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsVisitor } from "@/lib/session";
import * as service from "./service";

/** Returns the e-mail of the account, to sign in with. */
export async function recoverOwner(code: unknown, input: unknown): Promise<Result<{ email: string }>> {
  return actAsVisitor((origin) => service.recoverOwner(getRuntime(), code, input, origin));
}
