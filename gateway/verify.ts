import { timingSafeEqual } from "node:crypto";
import type { BearerActor, Origin } from "@/lib/actor";
import { digestOf } from "@/lib/digest";
import { readBearer } from "@/lib/http/refusals";
import type { IdentityProblem } from "@/lib/identities/identity";
import type { BearerVerdict } from "@/lib/identities/verification";
import { readIssuer, signUpstream, type UpstreamKey, upstreamClaims } from "@/lib/jwt";
import type { DeadToken } from "@/lib/tokens/dead-token";
import { digestSecret, openSecretSync, type SecretKey } from "@/lib/tokens/secret";
import { judgeRow } from "@/lib/tokens/verification";
import type { Lookup } from "./lookup";

/** The decision on one call that a gateway asks about (design.md section 7). */

export type VerifyOptions = {
  tokenKeys: readonly SecretKey[];
  upstreamKey: UpstreamKey;
  gatewayKey: string;
  ownerGroup: string;
  passIssuers: readonly string[];
  passTerrakubeUntil: Date | null;
  lookup: Lookup;
  /** Judges a JWT of OIDC_ISSUER; null for any other bearer. */
  verifyOidc: (bearer: string, origin: Origin) => Promise<BearerVerdict | null>;
  now: () => Date;
};

export type Question = {
  /** Every value of each header as it came: two Authorization headers are no answer to "which". */
  authorization: string[];
  gatewayKey: string[];
  origin: Origin;
};

export type Answer =
  | { kind: "accepted"; actor: BearerActor; upstreamJwt: string }
  /** A bearer of a listed issuer, untouched: its own issuer's business. */
  | { kind: "passed"; bearer: string }
  | { kind: "dead"; token: DeadToken }
  /** A genuine JWT of OIDC_ISSUER by which nobody is let in. */
  | { kind: "refused"; problem: IdentityProblem }
  | { kind: "unknown"; isPresented: boolean }
  | { kind: "no-gateway-key" };

/** Longer than any secret or provider's JWT; a header beyond it is refused before it is read. */
const LONGEST_BEARER = 16_000;

export function createVerifier(options: VerifyOptions): (question: Question) => Promise<Answer> {
  const { tokenKeys, lookup, ownerGroup } = options;
  const gatewayKeyDigest = digestOf(options.gatewayKey);
  const sign = createSigner(options.upstreamKey);

  /** @throws when the database or the identity provider cannot answer: the caller denies with 503 */
  return async function verify({ authorization, gatewayKey, origin }: Question): Promise<Answer> {
    const [key] = gatewayKey;
    if (key === undefined || gatewayKey.length > 1 || !timingSafeEqual(digestOf(key), gatewayKeyDigest))
      return { kind: "no-gateway-key" };
    const bearer = readOneBearer(authorization);
    if (bearer === null) return { kind: "unknown", isPresented: authorization.length > 0 };
    const tokenId = openSecretSync(tokenKeys, bearer);
    if (tokenId === null) return verifyForeign(bearer, origin);
    const { row, now } = await lookup(digestSecret(bearer));
    const verdict = judgeRow(row, tokenId, ownerGroup, origin);
    if (verdict.kind === "unknown" || now === null) return { kind: "unknown", isPresented: true };
    if (verdict.kind === "dead") return verdict;
    const { actor } = verdict;
    return { kind: "accepted", actor, upstreamJwt: sign(actor, now, row?.expiresAt ?? null) };
  };

  /** A bearer that is no secret of ours: of OIDC_ISSUER, of a listed issuer, or nobody's. */
  async function verifyForeign(bearer: string, origin: Origin): Promise<Answer> {
    const verdict = await options.verifyOidc(bearer, origin);
    if (verdict === null)
      return mayPass(bearer) ? { kind: "passed", bearer } : { kind: "unknown", isPresented: true };
    if (verdict.kind === "unknown") return { kind: "unknown", isPresented: true };
    if (verdict.kind === "refused") return verdict;
    const { actor, now, expiresAt } = verdict;
    return { kind: "accepted", actor, upstreamJwt: sign(actor, now, expiresAt) };
  }

  function mayPass(bearer: string): boolean {
    const issuer = readIssuer(bearer);
    if (issuer === null || issuer === "latchkey") return false;
    if (issuer === "Terrakube")
      return options.passTerrakubeUntil !== null && options.now() < options.passTerrakubeUntil;
    return options.passIssuers.includes(issuer);
  }
}

/** RFC 6750 section 2.1; null unless there is exactly one well-formed header. */
function readOneBearer(authorization: string[]): string | null {
  const [header] = authorization;
  if (header === undefined || authorization.length > 1 || header.length > LONGEST_BEARER) return null;
  return readBearer(header);
}

/** Signs what the upstream is told; identical claims of one second are signed once. */
function createSigner(key: UpstreamKey): (actor: BearerActor, now: Date, expiresAt: Date | null) => string {
  let second = 0;
  let signed = new Map<string, string>();
  return (actor, now, expiresAt) => {
    const subject =
      actor.kind === "team-token"
        ? ({ kind: "team", tokenId: actor.tokenId, group: actor.group } as const)
        : ({ kind: "user", name: actor.name, email: actor.email, groups: actor.groups } as const);
    const claims = upstreamClaims(subject, now, expiresAt);
    if (claims.iat !== second) {
      second = claims.iat;
      signed = new Map();
    }
    const identity = JSON.stringify(claims);
    const known = signed.get(identity);
    if (known !== undefined) return known;
    const jwt = signUpstream(key, claims);
    signed.set(identity, jwt);
    return jwt;
  };
}
