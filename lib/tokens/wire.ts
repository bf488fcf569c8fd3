import type { TokenAnswer } from "@/lib/openapi/answers";
import { type Issue, invalid, issuesIn, issuesOf, notFound, ok, type Result } from "@/lib/result";
import { findUnprintable } from "@/lib/text";
import { readNetworks } from "./networks";
import { checkLifetime } from "./rules";
import { generateBody, teamGenerateBody } from "./schema";
import { minutesOf, type OwnerRef, type ScopeRef, type TokenView } from "./token";
import type { Wish } from "./wish";

/** Terrakube's words on the wire (terrakube-contract.md 1.1), extended by design.md section 6. Pure. */

const PARTS = ["days", "hours", "minutes"] as const;

/**
 * Reads the body of a POST. The description stays as sent; absent lifetimes are an error, explicit zeros mean never.
 * Unknown fields are ignored: real clients send some.
 */
export function readWireWish(body: Record<string, unknown>, idempotencyKey: string | null): Result<Wish> {
  const parsed = generateBody.safeParse(body);
  const issues: Issue[] = parsed.success ? [] : issuesOfFields(parsed.error);
  if (PARTS.every((part) => body[part] === undefined || body[part] === null))
    issues.push({
      field: "days",
      message: "Say how long the token lives: days, hours or minutes. All zero means it never expires.",
    });
  const { data } = parsed;
  const [days, hours, minutes] = PARTS.map((part) => Number(data?.[part] ?? 0));
  const asked = checkLifetime({ days, hours, minutes });
  if ("issues" in asked) issues.push(...asked.issues);
  const networks = readNetworks(data?.allowedCidrs);
  issues.push(...issuesIn(networks));
  const [first, ...rest] = issues;
  if (first) return invalid(first, ...rest);
  const { lifetime } = asked as { lifetime: Wish["lifetime"] };
  return ok({
    description: data?.description ?? "",
    expiry: minutesOf(lifetime) === 0 ? { kind: "never" } : { kind: "lifetime", lifetime },
    lifetime,
    mayManageTokens: data?.mayManageTokens ?? false,
    mayManageTeams: data?.mayManageTeams ?? false,
    allowedCidrs: networks.ok ? networks.value : null,
    idempotencyKey,
  });
}

/** One issue for each thing wrong, under the body's field: which entry of a list is in the message. */
function issuesOfFields(error: { issues: { path: PropertyKey[]; message: string }[] }): Issue[] {
  return error.issues.map(({ path, message }) => ({ field: String(path[0]), message }));
}

/** The team in the body of a POST. */
export function readGroup(body: Record<string, unknown>): Result<OwnerRef> {
  const parsed = teamGenerateBody.pick({ group: true }).safeParse(body);
  return parsed.success ? ok({ kind: "team", ...parsed.data }) : invalid(...issuesOf(parsed.error));
}

/** ?group= of a list; without it all of the caller's teams are meant. */
export function readGroupQuery(query: URLSearchParams): Result<ScopeRef> {
  const group = query.get("group");
  if (group === null) return ok({ kind: "teams" });
  return findUnprintable(group, true) === null ? ok({ kind: "team", group }) : notFound("team");
}

/** Terrakube's list entry and, additively, ours. */
export function toWire(token: TokenView): TokenAnswer {
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
