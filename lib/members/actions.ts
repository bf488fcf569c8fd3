"use server";

import type { Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsSession } from "@/lib/session";
import type { Candidate, TeamRef } from "@/lib/teams/team";
import * as service from "./service";

export async function findCandidates(team: TeamRef, search: unknown): Promise<Result<Candidate[]>> {
  return actAsSession((actor) => service.findCandidates(getRuntime(), actor, team, search));
}

export async function addMember(team: TeamRef, userId: unknown): Promise<Result<null>> {
  return actAsSession((actor) => service.addMember(getRuntime(), actor, team, userId));
}

export async function removeMember(team: TeamRef, userId: unknown): Promise<Result<null>> {
  return actAsSession((actor) => service.removeMember(getRuntime(), actor, team, userId));
}
