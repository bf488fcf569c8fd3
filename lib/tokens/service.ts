import { insertAuditEvent } from "@/db/audit";
import { inTransaction } from "@/db/client";
import { readPolicy } from "@/db/policy";
import * as presented from "@/db/presented-tokens";
import * as lists from "@/db/token-lists";
import * as rows from "@/db/tokens";
import type { Actor, TokenActor } from "@/lib/actor";
import { auditOf } from "@/lib/audit";
import { authorizeOwner, authorizeScope } from "@/lib/authorization";
import { readCursor, writeCursor } from "@/lib/cursor";
import { invalid, issuesOf, notFound, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { type Generated, issueToken } from "./generation";
import { checkDescription } from "./rules";
import { describeBody, tokenId } from "./schema";
import {
  COUNTED,
  type OwnerRef,
  type ScopeRef,
  type TokenList,
  type TokenListQuery,
  type TokenPolicy,
  type TokenView,
} from "./token";
import { viewOf } from "./view";
import { readWish } from "./wish";

const PAGE_SIZE = 25;
/** More than any person has; a bound so that one answer cannot exhaust the process. */
const WIRE_LIMIT = 10_000;

/** Generates from what the dialog sends. */
export async function generateToken(
  runtime: Runtime,
  actor: Actor,
  owner: OwnerRef,
  input: unknown,
): Promise<Result<Generated>> {
  const wish = readWish(input, runtime.now());
  return wish.ok ? issueToken(runtime, actor, owner, wish.value) : wish;
}

/** A page of the owner's tokens for the settings UI. An unreadable cursor is the first page. */
export async function listTokens(
  runtime: Runtime,
  actor: Actor,
  owner: OwnerRef,
  query: TokenListQuery,
): Promise<Result<TokenList>> {
  const authorized = authorizeOwner(actor, owner, "list");
  if (!authorized.ok) return authorized;
  const after = readCursor(query.cursor, query.sort);
  const [page, { now, ...counts }] = await Promise.all([
    lists.listTokens(runtime.db, authorized.value, { ...query, after, limit: PAGE_SIZE + 1 }),
    lists.countTokens(runtime.db, authorized.value, COUNTED),
  ]);
  const shown = page.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  return ok({
    tokens: shown.map(viewOf),
    nextCursor:
      page.length > PAGE_SIZE && last ? writeCursor(query.sort, { key: last.sortKey, id: last.id }) : null,
    counts,
    now: new Date(now).toISOString(),
  });
}

/** All of the owner's tokens as the API lists them: live ones, or every one with `all`. */
export async function listAllTokens(
  runtime: Runtime,
  actor: Actor,
  owner: ScopeRef,
  all: boolean,
): Promise<Result<TokenView[]>> {
  const authorized = authorizeScope(actor, owner, "list");
  if (!authorized.ok) return authorized;
  const page = {
    filter: all ? "all" : "live",
    sort: "created",
    search: "",
    after: null,
    limit: WIRE_LIMIT,
  } as const;
  return ok((await lists.listTokens(runtime.db, authorized.value, page)).map(viewOf));
}

export async function readToken(
  runtime: Runtime,
  actor: Actor,
  owner: ScopeRef,
  id: unknown,
): Promise<Result<TokenView>> {
  const known = tokenId.safeParse(id);
  const authorized = authorizeScope(actor, owner, "read", known.data ?? "");
  if (!authorized.ok) return authorized;
  const row = known.success ? await rows.findToken(runtime.db, authorized.value, known.data) : undefined;
  return row ? ok(viewOf(row)) : notFound("token");
}

/** Changes the description; a revoked token keeps the one it died with. */
export async function describeToken(
  runtime: Runtime,
  actor: Actor,
  owner: ScopeRef,
  id: unknown,
  description: unknown,
): Promise<Result<TokenView>> {
  const known = tokenId.safeParse(id);
  const authorized = authorizeScope(actor, owner, "describe", known.data ?? "");
  if (!authorized.ok) return authorized;
  if (!known.success) return notFound("token");
  const parsed = describeBody.safeParse({ description });
  if (!parsed.success) return invalid(...issuesOf(parsed.error));
  const checked = checkDescription(parsed.data.description);
  if ("issue" in checked) return invalid(checked.issue);
  return inTransaction(runtime.db, async (tx) => {
    const changed = await rows.updateDescription(tx, authorized.value, known.data, checked.text);
    if (!changed) return notFound("token");
    await insertAuditEvent(
      tx,
      auditOf(actor, "token.described", { kind: "token", id: known.data }, { description: checked.text }),
    );
    const row = await rows.findToken(tx, authorized.value, known.data);
    return row ? ok(viewOf(row)) : notFound("token");
  });
}

/**
 * Revokes a token and, with it, all user tokens it minted. A token that is revoked already is `ok` again.
 * @param options.withTeamTokens also revokes the team tokens that it or those children minted, which else live on
 * @returns how many other tokens died with it
 */
export async function revokeToken(
  runtime: Runtime,
  actor: Actor,
  owner: ScopeRef,
  id: unknown,
  options: { withTeamTokens?: boolean } = {},
): Promise<Result<{ children: number }>> {
  const known = tokenId.safeParse(id);
  const authorized = authorizeScope(actor, owner, "revoke", known.data ?? "");
  if (!authorized.ok) return authorized;
  if (!known.success) return notFound("token");
  return inTransaction(runtime.db, async (tx) => {
    const by = { userId: actor.kind === "team-token" ? null : actor.userId };
    if (!(await rows.revokeToken(tx, authorized.value, known.data, { ...by, reason: "deleted" })))
      return (await rows.findToken(tx, authorized.value, known.data))
        ? ok({ children: 0 })
        : notFound("token");
    const children = await rows.revokeChildren(tx, known.data, by);
    if (options.withTeamTokens)
      children.push(...(await rows.revokeMintedTeamTokens(tx, [known.data, ...children], by)));
    await insertAuditEvent(
      tx,
      auditOf(actor, "token.revoked", { kind: "token", id: known.data }, { children: children.length }),
    );
    for (const child of children)
      await insertAuditEvent(
        tx,
        auditOf(actor, "token.revoked", { kind: "token", id: child }, { parent: known.data }),
      );
    return ok({ children: children.length });
  });
}

/** The presented token about itself: needs no grant. */
export async function readSelf(runtime: Runtime, actor: TokenActor): Promise<Result<TokenView>> {
  const row = await presented.findPresented(runtime.db, actor.tokenId);
  return row ? ok(viewOf(row)) : notFound("token");
}

export async function countNamesakes(
  runtime: Runtime,
  actor: Actor,
  owner: OwnerRef,
  description: unknown,
): Promise<Result<number>> {
  const authorized = authorizeOwner(actor, owner, "list");
  if (!authorized.ok) return authorized;
  const checked = typeof description === "string" ? checkDescription(description) : { issue: null };
  return ok("issue" in checked ? 0 : await lists.countLiveNamed(runtime.db, authorized.value, checked.text));
}

/** The instance's rules, for display; generation reads them again under lock. */
export async function readTokenPolicy(runtime: Runtime): Promise<TokenPolicy> {
  const row = await readPolicy(runtime.db);
  if (!row) throw new Error("the policy row is missing");
  const { neverAllowed, longestLifetimeMinutes, ownerGroupTokens } = row;
  return { neverAllowed, longestLifetimeMinutes, ownerGroupTokens };
}
