"use server";

import { readEnv } from "@/lib/env";
import { ok, type Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsSession, actAsVisitor } from "@/lib/session";
import { linkOf } from "@/lib/setup/setup";
import * as service from "./service";

/** The link travels in this one answer; the caller keeps it in component state and nowhere else. */
export async function invite(
  input: unknown,
): Promise<Result<{ email: string; link: string; hasReplaced: boolean }>> {
  return actAsSession(async (actor) => {
    const invited = await service.invite(getRuntime(), actor, input);
    if (!invited.ok) return invited;
    const { code, ...rest } = invited.value;
    return ok({ ...rest, link: linkOf(readEnv().publicUrl, code) });
  });
}

export async function withdrawInvitation(email: unknown): Promise<Result<null>> {
  return actAsSession((actor) => service.withdrawInvitation(getRuntime(), actor, email));
}

/** The holder of the code is the one who may: the code is checked, and nothing else. */
export async function acceptInvitation(code: unknown, input: unknown): Promise<Result<{ email: string }>> {
  return actAsVisitor((origin) => service.acceptInvitation(getRuntime(), code, input, origin));
}
