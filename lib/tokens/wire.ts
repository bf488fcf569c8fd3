import { type Issue, invalid, notFound, ok, type Result } from "@/lib/result";
import { findUnprintable } from "@/lib/text";
import { readNetworks } from "./networks";
import { checkDescription, checkLifetime } from "./rules";
import { minutesOf, type OwnerRef, type ScopeRef, type TokenView } from "./token";
import type { Wish } from "./wish";

/** Terrakube's words on the wire (terrakube-contract.md 1.1), extended by design.md section 6. Pure. */

const PARTS = ["days", "hours", "minutes"] as const;

/** Digit strings are numbers, null is absent; everything else goes on as it is and is judged by checkLifetime. */
function numberOf(value: unknown): unknown {
  if (value === undefined || value === null) return 0;
  return typeof value === "string" && /^\d{1,10}$/.test(value) ? Number(value) : value;
}

/**
 * Reads the body of a POST. The description stays as sent; absent lifetimes are an error, explicit zeros mean never.
 * Unknown fields are ignored: real clients send some.
 */
export function readWireWish(body: Record<string, unknown>, idempotencyKey: string | null): Result<Wish> {
  const issues: Issue[] = [];
  const description = body.description ?? "";
  if (typeof description !== "string")
    issues.push({ field: "description", message: "Description must be a text." });
  else {
    const checked = checkDescription(description, true);
    if ("issue" in checked) issues.push(checked.issue);
  }
  if (PARTS.every((part) => body[part] === undefined || body[part] === null))
    issues.push({
      field: "days",
      message: "Say how long the token lives: days, hours or minutes. All zero means it never expires.",
    });
  const asked = checkLifetime({
    days: numberOf(body.days),
    hours: numberOf(body.hours),
    minutes: numberOf(body.minutes),
  });
  if ("issues" in asked) issues.push(...asked.issues);
  const { mayManageTokens = false, mayManageTeams = false } = body;
  for (const [field, value] of Object.entries({ mayManageTokens, mayManageTeams }))
    if (typeof value !== "boolean") issues.push({ field, message: `${field} must be true or false.` });
  const networks = readNetworks(body.allowedCidrs);
  if (!networks.ok && networks.failure.kind === "invalid_input") issues.push(...networks.failure.issues);
  const [first, ...rest] = issues;
  if (first) return invalid(first, ...rest);
  const { lifetime } = asked as { lifetime: Wish["lifetime"] };
  return ok({
    description: description as string,
    expiry: minutesOf(lifetime) === 0 ? { kind: "never" } : { kind: "lifetime", lifetime },
    lifetime,
    mayManageTokens: mayManageTokens as boolean,
    mayManageTeams: mayManageTeams as boolean,
    allowedCidrs: networks.ok ? networks.value : null,
    idempotencyKey,
  });
}

/** The team in the body of a POST: exactly as sent, since groups are compared exactly. */
export function readGroup(body: Record<string, unknown>): Result<OwnerRef> {
  const { group } = body;
  return typeof group === "string" && group !== ""
    ? ok({ kind: "team", group })
    : invalid({ field: "group", message: "Say whose token it is: group is the team's name." });
}

/** ?group= of a list; without it all of the caller's teams are meant. */
export function readGroupQuery(query: URLSearchParams): Result<ScopeRef> {
  const group = query.get("group");
  if (group === null) return ok({ kind: "teams" });
  return findUnprintable(group, true) === null ? ok({ kind: "team", group }) : notFound("team");
}

/** Terrakube's list entry and, additively, ours. */
export function toWire(token: TokenView) {
  const { days, hours, minutes } = token.lifetime;
  return {
    id: token.id,
    days,
    hours,
    minutes,
    deleted: token.status === "revoked",
    description: token.description,
    createdDate: token.createdAt,
    createdBy: token.createdBy?.email ?? null,
    updatedDate: token.updatedAt,
    updatedBy: token.createdBy?.email ?? null,
    status: token.status,
    hint: token.hint,
    expiresAt: token.expiresAt,
    lastUsedAt: token.lastUse?.at ?? null,
    lastUsedFrom: token.lastUse?.ip ?? null,
    lastUsedBy: token.lastUse?.agent ?? null,
    useCount: token.lastUse?.count ?? 0,
    ...(token.group === null
      ? { mayManageTokens: token.mayManageTokens, mayManageTeams: token.mayManageTeams }
      : { group: token.group }),
    allowedCidrs: token.allowedCidrs,
    mintedBy: token.mintedBy?.id ?? null,
  };
}
