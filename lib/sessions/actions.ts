"use server";

import type { Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsSession } from "@/lib/session";
import * as service from "./service";

export async function endSession(id: unknown): Promise<Result<null>> {
  return actAsSession((actor) => service.endSession(getRuntime(), actor, id));
}

/** Returns how many sessions it ended. */
export async function endOtherSessions(): Promise<Result<number>> {
  return actAsSession((actor) => service.endOtherSessions(getRuntime(), actor));
}
