import type { AuthorizedOwner, AuthorizedReach, AuthorizedScope } from "@/db/owner";
import type { Actor, SessionActor } from "./actor";
import { forbidden, notFound, ok, type Result } from "./result";
import type { OwnerRef, ScopeRef } from "./tokens/token";

/** Who may do what (design.md section 5), as one table. Pure; the only maker of the Authorized types of db/owner.ts. */

export type TokenVerb = "list" | "read" | "generate" | "describe" | "revoke";

/** What a rule may look at; all of it as of this call. */
export type Facts = {
  /** One of the actor's groups is the team in question. */
  isMember: boolean;
  isInstanceOwner: boolean;
  /** The token in question is the presented one. */
  isItself: boolean;
  mayManageTokens: boolean;
  mayManageTeams: boolean;
  /** Organizations and teams are a followed Terrakube's. */
  isFollowing: boolean;
};

/** Allowed; or why not (403); or `false`: it is not there for this actor (404). */
type Verdict = true | false | string;
type Rule = (facts: Facts) => Verdict;

const NO_GRANT =
  "This token may not manage tokens. Use one generated with “May manage tokens”, or the settings page.";
const NO_TEAM_GRANT =
  "This token may not manage teams. Use one that an instance owner generated with “May manage teams”.";
const TEAM_TOKEN = "A team token acts for its team: it has no user tokens. Use a user token.";
const TEAM_TOKEN_MINTS = "A team token generates no tokens. Use a user token, or the team's page.";
const ONLY_ITSELF = "A team token may delete itself only. Use a user token, or the team's page.";
const OWNERS_ONLY = "Only instance owners may do this.";
const MEMBERS_ONLY =
  "Only members of the team may generate its tokens, and you are not one. Nothing was generated.";
const TERRAKUBES =
  "Organizations and teams are made and changed in Terrakube here; Latchkey follows within a minute. Nothing was changed.";
const IN_BROWSER = "This is done in the browser by an instance owner, never by a token.";

const always: Rule = () => true;
const no =
  (sentence: string): Rule =>
  () =>
    sentence;
const both =
  (first: Rule, second: Rule): Rule =>
  (facts) => {
    const verdict = first(facts);
    return verdict === true ? second(facts) : verdict;
  };
const granted: Rule = (facts) => facts.mayManageTokens || NO_GRANT;
const seesTeam: Rule = (facts) => facts.isMember || facts.isInstanceOwner;
const member: Rule = (facts) => facts.isMember || MEMBERS_ONLY;
const itself: Rule = (facts) => facts.isItself || ONLY_ITSELF;
const owner: Rule = (facts) => facts.isInstanceOwner || OWNERS_ONLY;
const unfollowed: Rule = (facts) => !facts.isFollowing || TERRAKUBES;
const teamGrant: Rule = (facts) => facts.mayManageTeams || NO_TEAM_GRANT;

type Row = Record<Actor["kind"], Rule>;

/** A JWT of the identity provider acts as the person does in the browser. */
const asSignedIn = (rule: Rule, tokens: Pick<Row, "user-token" | "team-token">): Row => ({
  session: rule,
  oidc: rule,
  ...tokens,
});

export const AUTHORIZATION = {
  userTokens: {
    list: asSignedIn(always, { "user-token": always, "team-token": no(TEAM_TOKEN) }),
    read: asSignedIn(always, { "user-token": always, "team-token": no(TEAM_TOKEN) }),
    generate: asSignedIn(always, { "user-token": granted, "team-token": no(TEAM_TOKEN) }),
    describe: asSignedIn(always, { "user-token": granted, "team-token": no(TEAM_TOKEN) }),
    revoke: asSignedIn(always, { "user-token": granted, "team-token": no(TEAM_TOKEN) }),
  },
  teamTokens: {
    list: asSignedIn(seesTeam, { "user-token": seesTeam, "team-token": seesTeam }),
    read: asSignedIn(seesTeam, { "user-token": seesTeam, "team-token": seesTeam }),
    generate: asSignedIn(member, {
      "user-token": both(granted, member),
      "team-token": no(TEAM_TOKEN_MINTS),
    }),
    describe: asSignedIn(seesTeam, { "user-token": both(seesTeam, granted), "team-token": no(ONLY_ITSELF) }),
    revoke: asSignedIn(seesTeam, { "user-token": both(seesTeam, granted), "team-token": itself }),
  },
  /** Organizations and teams; what is seen is a matter of reach (reachOf). */
  organizations: {
    change: asSignedIn(both(owner, unfollowed), {
      "user-token": both(owner, both(unfollowed, teamGrant)),
      "team-token": no(OWNERS_ONLY),
    }),
  },
  /** Members, users, policy. */
  administration: {
    all: {
      session: owner,
      oidc: no(IN_BROWSER),
      "user-token": no(IN_BROWSER),
      "team-token": no(IN_BROWSER),
    },
  },
} satisfies { [target: string]: { [verb: string]: Row } };

/** The groups that the actor acts with. */
export function groupsOf(actor: Actor): string[] {
  return actor.kind === "team-token" ? [actor.group] : actor.groups;
}

type About = { group?: string; tokenId?: string; isFollowing?: boolean };

function factsOf(actor: Actor, about: About): Facts {
  return {
    isMember: about.group !== undefined && groupsOf(actor).includes(about.group),
    isInstanceOwner: isInstanceOwner(actor),
    isItself: "tokenId" in actor && about.tokenId === actor.tokenId,
    mayManageTokens: actor.kind === "user-token" && actor.mayManageTokens,
    mayManageTeams: actor.kind === "user-token" && actor.mayManageTeams,
    isFollowing: about.isFollowing ?? false,
  };
}

function judge<T>(verdict: Verdict, thing: string, value: T): Result<T> {
  if (verdict === true) return ok(value);
  return verdict === false ? notFound(thing) : forbidden(verdict);
}

/** Turns "the tokens of `owner`" into an owner that db/ accepts, or says why not. */
export function authorizeOwner(actor: Actor, owner: OwnerRef, verb: TokenVerb): Result<AuthorizedOwner> {
  if (owner.kind === "team") {
    const verdict = AUTHORIZATION.teamTokens[verb][actor.kind](factsOf(actor, owner));
    return judge(verdict, "team", owner as AuthorizedOwner);
  }
  const verdict = AUTHORIZATION.userTokens[verb][actor.kind](factsOf(actor, {}));
  if (actor.kind === "team-token") return forbidden(TEAM_TOKEN);
  return judge(verdict, "token", { kind: "user", userId: actor.userId } as AuthorizedOwner);
}

/**
 * As authorizeOwner, also for "the team tokens": all of the actor's groups. Those go into the WHERE clause, so that a
 * token of another team is a row that is not there; by id, instance owners reach every team's.
 * @param tokenId the one token in question; absent for lists
 */
export function authorizeScope(
  actor: Actor,
  scope: ScopeRef,
  verb: Exclude<TokenVerb, "generate">,
  tokenId?: string,
): Result<AuthorizedScope> {
  if (scope.kind !== "teams") return authorizeOwner(actor, scope, verb);
  const facts = { ...factsOf(actor, tokenId === undefined ? {} : { tokenId }), isMember: true };
  const groups = facts.isInstanceOwner && tokenId !== undefined ? null : groupsOf(actor);
  const verdict = AUTHORIZATION.teamTokens[verb][actor.kind](facts);
  return judge(verdict, "token", { kind: "teams", groups } as AuthorizedScope);
}

/** Whether the actor acts as an instance owner; a team token never does. */
export function isInstanceOwner(actor: Actor): boolean {
  return actor.kind !== "team-token" && actor.isInstanceOwner;
}

/**
 * The organizations and teams that the actor sees. Disabled ones an owner sees in the browser only, where they are
 * enabled again: to the API they are gone, as Terrakube's clients expect (terrakube-contract.md 1.3).
 */
export function reachOf(actor: Actor): AuthorizedReach {
  if (!isInstanceOwner(actor)) return { kind: "groups", groups: groupsOf(actor) } as AuthorizedReach;
  return { kind: actor.kind === "session" ? "all" : "enabled" } as AuthorizedReach;
}

/**
 * Changing organizations and teams: nobody does while a Terrakube is followed.
 * @param following the runtime, as far as it says whether one is
 */
export function authorizeChange(
  actor: Actor,
  following: { terrakube: object | null },
): Result<AuthorizedReach> {
  const facts = factsOf(actor, { isFollowing: following.terrakube !== null });
  return judge(AUTHORIZATION.organizations.change[actor.kind](facts), "organization", reachOf(actor));
}

/** The same question for a page that decides what it offers; each action asks again. */
export function mayChange(actor: Actor, following: { terrakube: object | null }): boolean {
  return authorizeChange(actor, following).ok;
}

/** Members, users and policy: instance owners in a browser. */
export function authorizeAdministration(actor: Actor): Result<SessionActor> {
  const verdict = AUTHORIZATION.administration.all[actor.kind](factsOf(actor, {}));
  if (actor.kind !== "session") return forbidden(IN_BROWSER);
  return judge(verdict, "page", actor);
}
