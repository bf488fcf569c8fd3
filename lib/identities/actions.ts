"use server";

import type { Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsSession } from "@/lib/session";
import * as service from "./service";

/** The next answer of the identity provider to this browser, within ten minutes, links. */
export async function confirmLink(input: unknown): Promise<Result<null>> {
  return actAsSession((actor) => service.confirmLink(getRuntime(), actor, input));
}

export async function unlinkIdentity(input: unknown): Promise<Result<null>> {
  return actAsSession((actor) => service.unlinkIdentity(getRuntime(), actor, input));
}
