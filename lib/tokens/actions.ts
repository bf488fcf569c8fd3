"use server";

import type { SessionActor } from "@/lib/actor";
import { notFound, type Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsSession } from "@/lib/session";
import { ownerRef } from "./schema";
import * as service from "./service";
import type { OwnerRef, TokenView } from "./token";

/** The owner comes from the browser: only its shape is believed, the rest the service decides. */
function actOn<T>(
  owner: OwnerRef,
  work: (actor: SessionActor, owner: OwnerRef) => Promise<Result<T>>,
): Promise<Result<T>> {
  return actAsSession(async (actor) => {
    const parsed = ownerRef.safeParse(owner);
    return parsed.success ? work(actor, parsed.data) : notFound("team");
  });
}

/** The secret travels in this one answer; the caller keeps it in component state and nowhere else. */
export async function generateToken(
  owner: OwnerRef,
  input: unknown,
): Promise<Result<{ secret: string; token: TokenView }>> {
  return actOn(owner, (actor, whose) => service.generateToken(getRuntime(), actor, whose, input));
}

/**
 * Deleting is revoking: the row stays as a tombstone. `children`: how many tokens that it had minted died too, with
 * `withTeamTokens` also the team tokens among them.
 */
export async function revokeToken(
  owner: OwnerRef,
  id: unknown,
  withTeamTokens: unknown = false,
): Promise<Result<{ children: number }>> {
  const options = { withTeamTokens: withTeamTokens === true };
  return actOn(owner, (actor, whose) => service.revokeToken(getRuntime(), actor, whose, id, options));
}

export async function describeToken(
  owner: OwnerRef,
  id: unknown,
  description: unknown,
): Promise<Result<TokenView>> {
  return actOn(owner, (actor, whose) => service.describeToken(getRuntime(), actor, whose, id, description));
}

/** For "Waiting for the first call…". */
export async function readToken(owner: OwnerRef, id: unknown): Promise<Result<TokenView>> {
  return actOn(owner, (actor, whose) => service.readToken(getRuntime(), actor, whose, id));
}

/** How many live tokens of the owner bear this description already, compared as a person would (without case). */
export async function countNamesakes(owner: OwnerRef, description: unknown): Promise<Result<number>> {
  return actOn(owner, (actor, whose) => service.countNamesakes(getRuntime(), actor, whose, description));
}
