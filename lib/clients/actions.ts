"use server";

import type { Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsSession } from "@/lib/session";
import * as service from "./service";

/** The secret travels in this one answer; the caller keeps it in component state and nowhere else. */
export async function registerClient(
  input: unknown,
): Promise<Result<{ id: string; name: string; secret: string }>> {
  return actAsSession((actor) => service.registerClient(getRuntime(), actor, input));
}

export async function deleteClient(id: unknown): Promise<Result<null>> {
  return actAsSession((actor) => service.deleteClient(getRuntime(), actor, id));
}
