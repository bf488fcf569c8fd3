import { createHmac, sign } from "node:crypto";
import type { UpstreamPair } from "./upstream-keys";

/** What the upstream is told of a verified call: a short-lived JWT (design.md section 7, terrakube-contract.md 2.3). Pure. */

/** As a Terrakube API reads them; `groups` as of now. Instants in whole seconds (RFC 7519 section 2). */
export type UpstreamClaims = {
  iss: "Terrakube";
  aud: "Terrakube";
  sub: string;
  name: string;
  email: string;
  email_verified: true;
  groups: string[];
  iat: number;
  exp: number;
};

export const UPSTREAM_LIFETIME_S = 60;

/** Whom the upstream shall take the caller for. A team's e-mail is never a person's. */
export type UpstreamSubject =
  | { kind: "user"; name: string; email: string; groups: string[] }
  | { kind: "team"; tokenId: string; group: string };

/**
 * The claims of a call at `now` (the database's clock).
 * @param expiresAt of the presented token: the upstream's never outlives it; null = never
 */
export function upstreamClaims(subject: UpstreamSubject, now: Date, expiresAt: Date | null): UpstreamClaims {
  const iat = Math.floor(now.getTime() / 1000);
  const end = expiresAt === null ? Number.POSITIVE_INFINITY : Math.floor(expiresAt.getTime() / 1000);
  const who =
    subject.kind === "user"
      ? { name: subject.name, email: subject.email, groups: subject.groups }
      : { name: subject.group, email: `${subject.tokenId}@team.latchkey.invalid`, groups: [subject.group] };
  return {
    iss: "Terrakube",
    aud: "Terrakube",
    sub: `${who.name} (Token)`,
    ...who,
    email_verified: true,
    iat,
    exp: Math.min(iat + UPSTREAM_LIFETIME_S, end),
  };
}

/** HS256 with a shared secret (Terrakube's PatSecret), or ES256 with a key whose public half is published. */
export type UpstreamKey = Uint8Array | UpstreamPair;

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
const HS256 = encode({ alg: "HS256", typ: "JWT" });

/** Signs by node:crypto: jose's signature costs thirty times as much here; jwt.test.ts holds it against jose. */
export function signUpstream(key: UpstreamKey, claims: UpstreamClaims): string {
  if (key instanceof Uint8Array) {
    const text = `${HS256}.${encode(claims)}`;
    return `${text}.${createHmac("sha256", key).update(text).digest("base64url")}`;
  }
  const text = `${encode({ alg: "ES256", typ: "JWT", kid: key.jwk.kid })}.${encode(claims)}`;
  // RFC 7518 section 3.4: the two numbers one after the other, not OpenSSL's DER.
  const signature = sign("sha256", Buffer.from(text), { key: key.privateKey, dsaEncoding: "ieee-p1363" });
  return `${text}.${signature.toString("base64url")}`;
}

/** The issuer that a JWT claims to be of, unverified: decides only whom to ask; null when it is no JWT. */
export function readIssuer(bearer: string): string | null {
  const payload = bearer.split(".")[1];
  if (payload === undefined || bearer.length > 8192) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    const issuer = (claims as { iss?: unknown } | null)?.iss;
    return typeof issuer === "string" ? issuer : null;
  } catch {
    return null;
  }
}
