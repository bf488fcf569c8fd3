"use server";

import type { Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsSession } from "@/lib/session";
import * as service from "./service";
import type { OwnerRef, TokenView } from "./token";

/** The secret travels in this one answer; the caller keeps it in component state and nowhere else. */
export async function generateToken(
  owner: OwnerRef,
  input: unknown,
): Promise<Result<{ secret: string; token: TokenView }>> {
  return actAsSession((actor) => service.generateToken(getRuntime(), actor, owner, input));
}

/** Deleting is revoking: the row stays as a tombstone. `children`: how many tokens that it had minted died too. */
export async function revokeToken(owner: OwnerRef, id: unknown): Promise<Result<{ children: number }>> {
  return actAsSession((actor) => service.revokeToken(getRuntime(), actor, owner, id));
}

export async function describeToken(
  owner: OwnerRef,
  id: unknown,
  description: unknown,
): Promise<Result<TokenView>> {
  return actAsSession((actor) => service.describeToken(getRuntime(), actor, owner, id, description));
}

/** For "Waiting for the first call…". */
export async function readToken(owner: OwnerRef, id: unknown): Promise<Result<TokenView>> {
  return actAsSession((actor) => service.readToken(getRuntime(), actor, owner, id));
}

/** How many live tokens of the owner bear this description already, compared as a person would (without case). */
export async function countNamesakes(owner: OwnerRef, description: unknown): Promise<Result<number>> {
  return actAsSession((actor) => service.countNamesakes(getRuntime(), actor, owner, description));
}
