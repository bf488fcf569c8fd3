import type { OAuthConfig } from "next-auth/providers/oauth";
import type { Origin } from "./actor";
import { linkIdentity, signInByIdentity } from "./identities/service";
import { authMethodOf, discoveryOf, type Issuer, type Metadata, signingAlgorithmOf } from "./issuer";
import type { Runtime } from "./runtime";
import { findActor } from "./sessions/service";

/** Sign-in with the identity provider as next-auth sees it: code with PKCE, state and nonce (OpenID Connect Core 1.0). */

export const OIDC_PROVIDER = "oidc";
/** Where links begin and end, whatever became of them. */
const PROFILE_PAGE = "/settings/profile";

const SCOPES = ["openid", "email", "profile"];
/** Asked for where discovery lists them: some providers refuse what they do not know. */
const SCOPES_IF_KNOWN = ["groups", "offline_access"];

type Claims = Record<string, unknown> & { sub: string };

/** The provider as next-auth wants it described. `found`: its discovery document, or null while it cannot be asked. */
export function describeProvider({ settings }: Issuer, found: Metadata | null): OAuthConfig<Claims> {
  const known = SCOPES_IF_KNOWN.filter((scope) => found?.scopes_supported?.includes(scope));
  return {
    id: OIDC_PROVIDER,
    name: settings.name,
    type: "oauth",
    wellKnown: discoveryOf(settings.issuer),
    issuer: settings.issuer,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: [...SCOPES, ...known].join(" ") } },
    client: found
      ? {
          id_token_signed_response_alg: signingAlgorithmOf(found),
          token_endpoint_auth_method: authMethodOf(found),
        }
      : {},
    profile: ({ sub }) => ({ id: sub, sessionId: "" }),
  };
}

/** Its discovery document; null while it cannot be asked: next-auth then says so itself. */
export function readMetadataOf(issuer: Issuer): Promise<Metadata | null> {
  return issuer.readMetadata().catch(() => null);
}

export type Arrival = {
  claims: Record<string, unknown> | undefined;
  refreshToken: string | undefined;
  origin: Origin;
  /** The session that this browser holds. */
  sessionId: string | null;
};

/**
 * What becomes of the provider's answer: a link, when this session's person has just asked for one in Profile; else a
 * sign-in. Problems are thrown as the word that next-auth passes on.
 */
export async function arrive(
  runtime: Runtime,
  { claims, refreshToken, origin, sessionId }: Arrival,
): Promise<{ kind: "linked"; page: string } | { kind: "signed-in"; sessionId: string }> {
  if (!claims) throw new Error("IdentityUnreadable");
  const answer = { claims, refreshToken: refreshToken ?? null };
  const linked = sessionId === null ? null : await linkIdentity(runtime, sessionId, answer, origin.ip);
  if (linked?.ok) return { kind: "linked", page: `${PROFILE_PAGE}?linked=yes` };
  if (linked) throw new Error(linked.problem);
  const entered = await signInByIdentity(runtime, answer, origin, sessionId);
  if (!entered.ok) throw new Error(entered.problem);
  return { kind: "signed-in", sessionId: entered.value.sessionId };
}

/**
 * The page that tells what went wrong at the provider: Profile for who is signed in (they wanted to link), else the
 * sign-in page. Null when the response is no failure.
 * @param location next-auth's own error page, with the word
 */
export async function failurePageOf(
  runtime: Runtime,
  location: string | null,
  { sessionId, origin }: Pick<Arrival, "sessionId" | "origin">,
): Promise<string | null> {
  const word =
    location === null ? null : new URL(location, "http://latchkey.invalid").searchParams.get("error");
  if (word === null) return null;
  const isSignedIn = sessionId !== null && (await findActor(runtime, sessionId, origin)) !== null;
  return `${isSignedIn ? PROFILE_PAGE : "/sign-in"}?${new URLSearchParams({ error: word })}`;
}
