import { describe, expect, test } from "vitest";
import type { Actor } from "./actor";
import {
  AUTHORIZATION,
  authorizeAdministration,
  authorizeChange,
  authorizeOwner,
  authorizeScope,
  reachOf,
  type TokenVerb,
} from "./authorization";
import { checkGrants } from "./tokens/policy";

const base = { ip: null, agent: null };
const MEMBER = { userId: "u", email: "e", name: "n", groups: ["platform"], isInstanceOwner: false };
const OTHER = { ...MEMBER, groups: ["web"] };
const OWNER = { ...MEMBER, groups: ["OWNERS"], isInstanceOwner: true };
const session = (person: typeof MEMBER): Actor => ({ ...base, ...person, kind: "session", sessionId: "s" });
const token = (person: typeof MEMBER, grants: { tokens?: true; teams?: true } = {}): Actor => ({
  ...base,
  ...person,
  kind: "user-token",
  tokenId: "t",
  expiresAt: null,
  mayManageTokens: grants.tokens ?? false,
  mayManageTeams: grants.teams ?? false,
});
const jwt = (person: typeof MEMBER): Actor => ({ ...base, ...person, kind: "oidc" });
const teamToken = (group: string): Actor => ({ ...base, kind: "team-token", group, tokenId: "t" });

const ACTORS = {
  "member in a browser": session(MEMBER),
  "other person in a browser": session(OTHER),
  "owner, no member, in a browser": session(OWNER),
  "member's plain token": token(MEMBER),
  "member's token that may manage tokens": token(MEMBER, { tokens: true }),
  "other person's token that may manage tokens": token(OTHER, { tokens: true }),
  "owner's plain token": token(OWNER),
  "owner's token that may manage tokens": token(OWNER, { tokens: true }),
  "owner's token that may manage teams": token(OWNER, { teams: true }),
  "member's token that may manage teams": token(MEMBER, { teams: true }),
  "member's JWT of the identity provider": jwt(MEMBER),
  "other person's JWT of the identity provider": jwt(OTHER),
  "owner's JWT of the identity provider": jwt(OWNER),
  "team's token": teamToken("platform"),
  "other team's token": teamToken("web"),
};
type Name = keyof typeof ACTORS;
const VERBS = ["list", "read", "generate", "describe", "revoke"] as const;

/** design.md section 5, read off by hand: + allowed, - 403, 0 = 404; columns are VERBS. */
const OWN: Record<Name, string> = {
  "member in a browser": "+++++",
  "other person in a browser": "+++++",
  "owner, no member, in a browser": "+++++",
  "member's plain token": "++---",
  "member's token that may manage tokens": "+++++",
  "other person's token that may manage tokens": "+++++",
  "owner's plain token": "++---",
  "owner's token that may manage tokens": "+++++",
  "owner's token that may manage teams": "++---",
  "member's token that may manage teams": "++---",
  "member's JWT of the identity provider": "+++++",
  "other person's JWT of the identity provider": "+++++",
  "owner's JWT of the identity provider": "+++++",
  "team's token": "-----",
  "other team's token": "-----",
};
const TEAMS: Record<Name, string> = {
  "member in a browser": "+++++",
  "other person in a browser": "00-00",
  "owner, no member, in a browser": "++-++",
  "member's plain token": "++---",
  "member's token that may manage tokens": "+++++",
  "other person's token that may manage tokens": "00-00",
  "owner's plain token": "++---",
  "owner's token that may manage tokens": "++-++",
  "owner's token that may manage teams": "++---",
  "member's token that may manage teams": "++---",
  "member's JWT of the identity provider": "+++++",
  "other person's JWT of the identity provider": "00-00",
  "owner's JWT of the identity provider": "++-++",
  "team's token": "++---",
  "other team's token": "00---",
};
const CHANGE: Name[] = [
  "owner, no member, in a browser",
  "owner's token that may manage teams",
  "owner's JWT of the identity provider",
];
const SIGN = { true: "+", forbidden: "-", not_found: "0" } as const;

function signOf(result: { ok: true } | { ok: false; failure: { kind: string } }): string {
  return result.ok ? "+" : (SIGN[result.failure.kind as "forbidden" | "not_found"] ?? "?");
}

describe.each(Object.keys(ACTORS) as Name[])("design.md section 5: a %s", (name) => {
  const actor = ACTORS[name];
  const read = (decide: (verb: TokenVerb) => Parameters<typeof signOf>[0]) =>
    VERBS.map((verb) => signOf(decide(verb))).join("");

  test(`list, read, generate, describe, revoke own user tokens: ${OWN[name]}`, () => {
    expect(read((verb) => authorizeOwner(actor, { kind: "user" }, verb))).toBe(OWN[name]);
  });
  test(`list, read, generate, describe, revoke the team's tokens: ${TEAMS[name]}`, () => {
    expect(read((verb) => authorizeOwner(actor, { kind: "team", group: "platform" }, verb))).toBe(
      TEAMS[name],
    );
  });
  test(`${CHANGE.includes(name) ? "changes" : "may not change"} organizations and teams`, () => {
    expect(authorizeChange(actor, { terrakube: null }).ok).toBe(CHANGE.includes(name));
  });
  test("changes no organization and no team while a Terrakube is followed", () => {
    expect(authorizeChange(actor, { terrakube: {} })).toMatchObject({ failure: { kind: "forbidden" } });
  });
  test("members, users and policy are for owners in a browser", () => {
    expect(authorizeAdministration(actor).ok).toBe(name === "owner, no member, in a browser");
  });
  test("only an owner in a browser grants “May manage teams”, only a browser “May manage tokens”", () => {
    const may = (mayManageTokens: boolean, mayManageTeams: boolean) =>
      checkGrants(actor, { kind: "user" }, { mayManageTokens, mayManageTeams }).ok;
    expect(may(true, false)).toBe(actor.kind === "session");
    expect(may(false, true)).toBe(actor.kind === "session" && actor.isInstanceOwner);
    expect(may(false, false)).toBe(true);
  });
  test("a team token is never granted anything", () => {
    const team = { kind: "team", group: "platform" } as const;
    expect(checkGrants(actor, team, { mayManageTokens: true, mayManageTeams: false }).ok).toBe(false);
    expect(checkGrants(actor, team, { mayManageTokens: false, mayManageTeams: true }).ok).toBe(false);
  });
  test("by id only the own groups' tokens are reached, by owners every team's", () => {
    const scoped = authorizeScope(actor, { kind: "teams" }, "read", "x");
    const isOwner = actor.kind !== "team-token" && actor.isInstanceOwner;
    const groups = actor.kind === "team-token" ? [actor.group] : actor.groups;
    expect(scoped).toEqual({ ok: true, value: { kind: "teams", groups: isOwner ? null : groups } });
  });
  test("the list of team tokens holds those of the own groups, also for owners", () => {
    const groups = actor.kind === "team-token" ? [actor.group] : actor.groups;
    const scoped = authorizeScope(actor, { kind: "teams" }, "list");
    expect(scoped).toEqual({ ok: true, value: { kind: "teams", groups } });
  });
  test("sees all organizations as an owner, by token the enabled ones, else those of the own groups", () => {
    const isOwner = actor.kind !== "team-token" && actor.isInstanceOwner;
    expect(reachOf(actor).kind).toBe(isOwner ? (actor.kind === "session" ? "all" : "enabled") : "groups");
  });
});

test("a team token revokes itself and no other token of its team", () => {
  const actor = teamToken("platform");
  expect(authorizeScope(actor, { kind: "teams" }, "revoke", "t").ok).toBe(true);
  expect(authorizeScope(actor, { kind: "teams" }, "revoke", "x")).toMatchObject({
    failure: { kind: "forbidden" },
  });
});

test("every target, verb and kind of actor has a rule", () => {
  for (const verbs of Object.values(AUTHORIZATION))
    for (const row of Object.values(verbs))
      expect(Object.keys(row).sort()).toEqual(["oidc", "session", "team-token", "user-token"]);
});
