"use server";

import type { Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsSession } from "@/lib/session";
import * as service from "./service";
import type { TeamView } from "./team";

export async function createTeam(organizationId: unknown, input: unknown): Promise<Result<TeamView>> {
  return actAsSession((actor) => service.createTeam(getRuntime(), actor, organizationId, input));
}

/** `revokedTokens`: how many died because the team no longer bears the old name. */
export async function changeTeam(
  organizationId: unknown,
  id: unknown,
  input: unknown,
): Promise<Result<TeamView & { revokedTokens: number }>> {
  return actAsSession((actor) => service.changeTeam(getRuntime(), actor, organizationId, id, input));
}

export async function deleteTeam(
  organizationId: unknown,
  id: unknown,
): Promise<Result<{ revokedTokens: number }>> {
  return actAsSession((actor) => service.deleteTeam(getRuntime(), actor, organizationId, id));
}
