"use server";

import type { Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsSession } from "@/lib/session";
import * as service from "./service";

/** The address that it answers holds the code: the caller goes there and keeps nothing. */
export async function allowLogin(input: unknown): Promise<Result<{ callback: string }>> {
  return actAsSession((actor) => service.allowLogin(getRuntime(), actor, input));
}
