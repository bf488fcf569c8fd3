"use server";

import type { Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsSession } from "@/lib/session";
import type { Suspension } from "./person";
import * as service from "./service";

export async function suspendPerson(userId: unknown): Promise<Result<Suspension>> {
  return actAsSession((actor) => service.suspendPerson(getRuntime(), actor, userId));
}

/** Returns how many tokens live again. */
export async function restorePerson(userId: unknown): Promise<Result<{ tokens: number }>> {
  return actAsSession((actor) => service.restorePerson(getRuntime(), actor, userId));
}
