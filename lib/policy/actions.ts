"use server";

import type { Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsSession } from "@/lib/session";
import type { TokenPolicy } from "@/lib/tokens/token";
import * as service from "./service";

export async function changePolicy(input: unknown): Promise<Result<TokenPolicy>> {
  return actAsSession((actor) => service.changePolicy(getRuntime(), actor, input));
}
