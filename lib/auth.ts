import { cookies } from "next/headers";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { decode } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import type { Origin } from "./actor";
import { arrive, describeProvider, failurePageOf, OIDC_PROVIDER, readMetadataOf } from "./auth-oidc";
import { readEnv } from "./env";
import { log } from "./log";
import { codeOf, isOutage } from "./outage";
import { getRuntime } from "./runtime";
import { isOwnOrigin, LONGEST_SECONDS, parseNext } from "./sessions/policy";
import { signOut } from "./sessions/service";
import { encodeFailure, isProviderWord } from "./sign-in/outcome";
import { signIn } from "./sign-in/service";

/** Asked when a person is to be signed in, from the headers that console/server.ts vouches for. */
export const CLIENT_HEADER = "x-latchkey-client";

const SIGN_IN_PAGE = "/sign-in";

/** The session cookie's name: `__Host-` binds it to this very host, over https only (security.md rule 9). */
export function sessionCookieName(isHttps: boolean): string {
  return isHttps ? "__Host-latchkey-session" : "latchkey-session";
}

/**
 * The id of the session row that this request's cookie names; null for a missing or foreign cookie. Says nothing on
 * whether the session lives: lib/session.ts asks the row. Never next-auth's getToken(), which takes bearers too.
 */
export async function readSessionId(): Promise<string | null> {
  const env = readEnv();
  const cookie = (await cookies()).get(sessionCookieName(env.isHttps))?.value;
  if (!cookie) return null;
  try {
    const claims = await decode({ token: cookie, secret: env.authSecret });
    return typeof claims?.sid === "string" ? claims.sid : null;
  } catch {
    return null;
  }
}

const password = Credentials({
  id: "password",
  credentials: { email: {}, password: {} },
  async authorize(input, request) {
    const headers = request.headers ?? {};
    const origin = { ip: headers[CLIENT_HEADER] ?? null, agent: headers["user-agent"] ?? null };
    const credentials = { email: input?.email, password: input?.password };
    const previous = await readSessionId();
    const result = await nameOutage(() => signIn(getRuntime(), credentials, origin, previous));
    if (!result.ok) throw new Error(encodeFailure(result.failure));
    return { id: result.value.userId, sessionId: result.value.sessionId };
  },
});

/** What next-auth passes on is one word; a problem that was named already (lib/auth-oidc.ts) keeps its own. */
async function nameOutage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && isProviderWord(error.message)) throw error;
    const isOut = isOutage(error);
    log[isOut ? "warn" : "error"]({ code: codeOf(error), err: error }, "sign-in failed");
    throw new Error(isOut ? "Unavailable" : "Failed");
  }
}

/** One JSON line per event, by its name: next-auth's own metadata holds stacks and what people typed. */
const logger = {
  error: (code: string, metadata: unknown) => log.warn({ code, ...reasonOf(code, metadata) }, "next-auth"),
  warn: (code: string) => log.warn({ code }, "next-auth"),
  debug: () => {},
};

/** Why the provider's answer was not taken: whoever set it up needs to know. What the address said is left out. */
function reasonOf(code: string, metadata: unknown): { reason?: string } {
  if (code !== "OAUTH_CALLBACK_ERROR" && code !== "SIGNIN_OAUTH_ERROR") return {};
  const { error } = (metadata ?? {}) as { error?: unknown };
  return error instanceof Error ? { reason: error.message.replace(/[^\x20-\x7e]/g, "").slice(0, 200) } : {};
}

async function describeAuth(origin: Origin): Promise<NextAuthOptions> {
  const { isHttps, authSecret } = readEnv();
  const runtime = getRuntime();
  const { issuer } = runtime;
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: isHttps } as const;
  const cookie = (name: string) => ({ name: `${isHttps ? "__Host-" : ""}latchkey-${name}`, options });
  return {
    secret: authSecret,
    providers: issuer ? [password, describeProvider(issuer, await readMetadataOf(issuer))] : [password],
    // The Credentials provider allows nothing but JWTs; ours carries the id of a row, and the row decides.
    session: { strategy: "jwt", maxAge: LONGEST_SECONDS },
    pages: { signIn: SIGN_IN_PAGE, error: SIGN_IN_PAGE },
    useSecureCookies: isHttps,
    cookies: {
      sessionToken: cookie("session"),
      csrfToken: cookie("csrf"),
      callbackUrl: cookie("callback"),
      pkceCodeVerifier: cookie("pkce"),
      state: cookie("state"),
      nonce: cookie("nonce"),
    },
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== OIDC_PROVIDER) return true;
        const [claims, refreshToken] = [
          profile as Record<string, unknown> | undefined,
          account.refresh_token,
        ];
        const arrival = { claims, refreshToken, origin, sessionId: await readSessionId() };
        const arrived = await nameOutage(() => arrive(runtime, arrival));
        if (arrived.kind === "linked") return `${readEnv().publicUrl}${arrived.page}`;
        user.sessionId = arrived.sessionId;
        return true;
      },
      redirect: ({ url, baseUrl }) =>
        baseUrl + parseNext(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url),
      jwt: ({ token, user }) => (user ? { sid: user.sessionId } : { sid: token.sid }),
    },
    logger,
  };
}

/** The parts of next-auth that are used. Its own session, log and HTML pages would only be more doors. */
const ROUTES = {
  GET: ["csrf", "providers", "signin", "callback", "error"],
  POST: ["signin", "callback", "signout"],
};

type AuthContext = { params: Promise<{ nextauth: string[] }> };

/** Answers next-auth's routes (app/api/auth). Refuses foreign origins by itself; an outage is 503 and changes nothing. */
export async function handleAuth(request: Request, context: AuthContext): Promise<Response> {
  const [action = "", provider] = (await context.params).nextauth;
  const isCallback = action === "callback" && provider === OIDC_PROVIDER;
  const isPost = request.method === "POST";
  if (!ROUTES[isPost ? "POST" : "GET"].includes(action)) return refuse(404, "NotFound");
  const { headers } = request;
  const source = { origin: headers.get("origin"), fetchSite: headers.get("sec-fetch-site") };
  if (isPost && !isOwnOrigin(source, readEnv().publicUrl)) return refuse(403, "ForeignOrigin");
  // next-auth would put a query of ours over the parameters that the provider is sent (redirect_uri, scope…).
  if (isPost && new URL(request.url).search !== "") return refuse(400, "NoQuery");
  // next-auth parses JSON too, and what it throws on a broken body quotes it.
  const type = headers.get("content-type") ?? "";
  if (isPost && !/^application\/x-www-form-urlencoded *(;|$)/i.test(type)) return refuse(415, "SendAForm");
  try {
    // Before next-auth clears the cookie: it would do so, and swallow the error, also when the row lives on.
    if (action === "signout") await endThisSession(headers.get(CLIENT_HEADER));
    const origin = { ip: headers.get(CLIENT_HEADER), agent: headers.get("user-agent") };
    const response: Response = await NextAuth(request as never, context as never, await describeAuth(origin));
    response.headers.set("cache-control", "no-store");
    return isCallback ? await tellFailure(response, origin) : response;
  } catch (error) {
    if (!isOutage(error)) throw error;
    log.warn({ code: codeOf(error) }, "auth: database out");
    return refuse(503, "Unavailable");
  }
}

/** Failures at the provider are told where the person came from; the answered checks are good for nothing any more. */
async function tellFailure(response: Response, origin: Origin): Promise<Response> {
  const sessionId = await readSessionId();
  const page = await failurePageOf(getRuntime(), response.headers.get("location"), { sessionId, origin });
  if (page === null) return response;
  const { publicUrl, isHttps } = readEnv();
  const headers = new Headers({ location: publicUrl + page, "cache-control": "no-store" });
  for (const check of ["state", "nonce", "pkce"]) {
    const name = `${isHttps ? "__Host-" : ""}latchkey-${check}`;
    headers.append(
      "set-cookie",
      `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${isHttps ? "; Secure" : ""}`,
    );
  }
  return new Response(null, { status: 302, headers });
}

function refuse(status: number, error: string): Response {
  return Response.json({ error }, { status, headers: { "cache-control": "no-store" } });
}

async function endThisSession(ip: string | null): Promise<void> {
  const id = await readSessionId();
  if (id !== null) await signOut(getRuntime(), id, ip);
}

declare module "next-auth" {
  interface User {
    sessionId: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    sid?: string | undefined;
  }
}
