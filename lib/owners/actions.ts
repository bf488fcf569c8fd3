"use server";

import type { Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsSession } from "@/lib/session";
import * as service from "./service";

export async function makeOwner(userId: unknown): Promise<Result<null>> {
  return actAsSession((actor) => service.makeOwner(getRuntime(), actor, userId));
}

export async function endOwnership(userId: unknown): Promise<Result<null>> {
  return actAsSession((actor) => service.endOwnership(getRuntime(), actor, userId));
}
