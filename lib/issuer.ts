import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { z } from "zod";
import type { OidcSettings } from "./env-oidc";

/** The identity provider over HTTP: discovery, keys, checked JWTs, the refresh grant (OpenID Connect Core and Discovery 1.0). */

/** It cannot be asked, or its answer is not understood: nobody is let in and nobody loses anything. */
export class IssuerUnavailable extends Error {
  override name = "IssuerUnavailable";
}

export type Checked = { ok: true; claims: JWTPayload } | { ok: false };

export type Refreshed =
  | { kind: "refreshed"; claims: JWTPayload; refreshToken: string | null }
  /** invalid_grant: the person may no more, or the grant was revoked or used up. */
  | { kind: "ended" };

export type Issuer = {
  settings: OidcSettings;
  /** @throws IssuerUnavailable */
  readMetadata: () => Promise<Metadata>;
  /** A bearer JWT: key, issuer, OIDC_AUDIENCE, expiry. @throws IssuerUnavailable */
  checkBearer: (jwt: string) => Promise<Checked>;
  /** Asks for another ID token. @throws IssuerUnavailable */
  refresh: (refreshToken: string) => Promise<Refreshed>;
};

/** Public keys only: with HS* or none, whoever knows a public value could sign. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];
/** An ID token or an access token (RFC 9068); a logout token or another JWT of the issuer's is no bearer. */
const BEARER_TYPES = /^(?:(?:application\/)?(?:at\+)?jwt)$/i;

const TIMEOUT_MS = 3000;
const METADATA_MS = 3_600_000;
/** Once it did not answer, calls in the next moments are told at once instead of waiting too. */
const GIVE_UP_MS = 3000;
const AHEAD_S = 60;

const metadata = z.object({
  issuer: z.string(),
  jwks_uri: z.url(),
  token_endpoint: z.url(),
  scopes_supported: z.array(z.string()).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).optional(),
});
export type Metadata = z.infer<typeof metadata>;

/** How our client proves itself at the token endpoint (RFC 6749 section 2.3.1): Basic unless only the form is taken. */
export function authMethodOf({ token_endpoint_auth_methods_supported: methods }: Metadata) {
  return methods && !methods.includes("client_secret_basic") && methods.includes("client_secret_post")
    ? "client_secret_post"
    : "client_secret_basic";
}

/** RS256, which every provider has to offer, or the first that this one does. */
export function signingAlgorithmOf({
  id_token_signing_alg_values_supported: offered = [],
}: Metadata): string {
  if (offered.includes("RS256")) return "RS256";
  return offered.find((algorithm) => ALGORITHMS.includes(algorithm)) ?? "RS256";
}

export function discoveryOf(issuer: string): string {
  return `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
}

/** @param now the process's clock: what is stored is judged by the database's, a JWT's `exp` by this one */
export function createIssuer(settings: OidcSettings, now: () => Date): Issuer {
  let known: { metadata: Metadata; at: number } | null = null;
  let keys: { uri: string; find: JWTVerifyGetKey } | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;

  async function ask<T>(work: () => Promise<T>): Promise<T> {
    if (performance.now() - failedAt < GIVE_UP_MS) throw new IssuerUnavailable("did not answer a moment ago");
    try {
      return await work();
    } catch (error) {
      if (isVerdict(error)) throw error;
      failedAt = performance.now();
      throw new IssuerUnavailable(error instanceof Error ? error.message : "unknown", { cause: error });
    }
  }

  async function readMetadata(): Promise<Metadata> {
    if (known && performance.now() - known.at < METADATA_MS) return known.metadata;
    try {
      const found = await ask(() => fetchMetadata(settings.issuer));
      known = { metadata: found, at: performance.now() };
      return found;
    } catch (error) {
      // Addresses that were good an hour ago: what they serve is asked anew anyway.
      if (known) return known.metadata;
      throw error;
    }
  }

  const findKey: JWTVerifyGetKey = async (header, token) => {
    const { jwks_uri: uri } = await readMetadata();
    if (keys?.uri !== uri)
      keys = { uri, find: createRemoteJWKSet(new URL(uri), { timeoutDuration: TIMEOUT_MS }) };
    const { find } = keys;
    return ask(async () => find(header, token));
  };

  async function check(jwt: string, audience: string | string[]): Promise<Checked> {
    const options = { issuer: settings.issuer, audience, algorithms: ALGORITHMS, currentDate: now() };
    try {
      const { payload, protectedHeader } = await jwtVerify(jwt, findKey, {
        ...options,
        requiredClaims: ["sub", "iat", "exp"],
      });
      const isAhead = (payload.iat ?? 0) > now().getTime() / 1000 + AHEAD_S;
      const { typ = "JWT" } = protectedHeader;
      return isAhead || !BEARER_TYPES.test(typ) ? { ok: false } : { ok: true, claims: payload };
    } catch (error) {
      if (error instanceof errors.JOSEError) return { ok: false };
      throw error;
    }
  }

  async function refresh(refreshToken: string): Promise<Refreshed> {
    const found = await readMetadata();
    // Apart from `ask`: a token endpoint in trouble is no reason to refuse bearers unasked.
    const answer = await requestRefresh(found, settings, refreshToken).catch((error: unknown) => {
      throw new IssuerUnavailable(error instanceof Error ? error.message : "unknown", { cause: error });
    });
    if (answer === "invalid_grant") return { kind: "ended" };
    const checked = await check(answer.id_token, settings.clientId);
    if (!checked.ok) throw new IssuerUnavailable("the refreshed ID token is not sound");
    return { kind: "refreshed", claims: checked.claims, refreshToken: answer.refresh_token ?? null };
  }

  return { settings, readMetadata, checkBearer: (jwt) => check(jwt, settings.audience), refresh };
}

/** What the key set says of a token, as opposed to a key set that cannot be had. */
function isVerdict(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

async function fetchMetadata(issuer: string): Promise<Metadata> {
  const response = await fetch(discoveryOf(issuer), {
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: { accept: "application/json" },
  });
  if (!response.ok) throw new Error(`discovery answered ${response.status}`);
  const found = metadata.parse(await response.json());
  // OpenID Connect Discovery 1.0 section 4.3: another's document must not pass for this one's.
  if (found.issuer !== issuer) throw new Error("discovery names another issuer");
  return found;
}

const tokenAnswer = z.object({ id_token: z.string(), refresh_token: z.string().min(1).optional() });

async function requestRefresh(found: Metadata, { clientId, clientSecret }: OidcSettings, token: string) {
  const form = new URLSearchParams({ grant_type: "refresh_token", refresh_token: token });
  const headers: Record<string, string> = { accept: "application/json" };
  if (authMethodOf(found) === "client_secret_post") {
    form.set("client_id", clientId);
    form.set("client_secret", clientSecret);
  } else {
    const pair = [clientId, clientSecret].map((part) =>
      new URLSearchParams({ "": part }).toString().slice(1),
    );
    headers.authorization = `Basic ${Buffer.from(pair.join(":")).toString("base64")}`;
  }
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(found.token_endpoint, {
    method: "POST",
    body: form,
    headers,
    redirect: "error",
    signal,
  });
  const body: unknown = await response.json();
  if (response.ok) return tokenAnswer.parse(body);
  const word = (body as { error?: unknown } | null)?.error;
  if (response.status === 400 && word === "invalid_grant") return "invalid_grant" as const;
  throw new Error(`the token endpoint answered ${response.status} ${String(word).slice(0, 40)}`);
}
