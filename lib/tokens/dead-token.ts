import type { Call } from "@/db/calls";

/** A genuine secret that is refused, and what its presenter is told (design.md section 6). Pure. */

export type DeadToken = {
  id: string;
  description: string;
  reason: Exclude<Call["outcome"], "accepted">;
  at: string | null;
};

const WHAT: Record<DeadToken["reason"], string> = {
  revoked: "was revoked",
  expired: "expired",
  paused: "was paused",
  suspended: "belongs to a suspended account",
  network: "may not be used from this network",
  teamless: "belongs to a team that does not count now: its organization is disabled or policy forbids it",
};

export const DEAD_REASONS = Object.keys(WHAT) as [DeadToken["reason"], ...DeadToken["reason"][]];

/** The sentence, and the WWW-Authenticate challenge (RFC 6750 section 3), which is ASCII only. */
export function describeDead(token: DeadToken): { message: string; challenge: string } {
  const name = token.description === "" ? "Untitled" : token.description;
  const what = WHAT[token.reason];
  return {
    message: `The token “${name}” ${what}${token.at ? ` at ${token.at}` : ""}.`,
    challenge: `Bearer error="invalid_token", error_description="The token ${what}"`,
  };
}
