import { cookies } from "next/headers";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { decode } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { readEnv } from "./env";
import { log } from "./log";
import { codeOf, isOutage } from "./outage";
import { getRuntime } from "./runtime";
import { isOwnOrigin, LONGEST_SECONDS, parseNext } from "./sessions/policy";
import { signOut } from "./sessions/service";
import { encodeFailure } from "./sign-in/outcome";
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
    const result = await signIn(getRuntime(), credentials, origin, await readSessionId()).catch(
      (error: unknown) => {
        const isOut = isOutage(error);
        log[isOut ? "warn" : "error"]({ code: codeOf(error), err: error }, "sign-in failed");
        throw new Error(isOut ? "Unavailable" : "Failed");
      },
    );
    if (!result.ok) throw new Error(encodeFailure(result.failure));
    return { id: result.value.userId, sessionId: result.value.sessionId };
  },
});

/** One JSON line per event, by its name alone: next-auth's own metadata holds stacks and what people typed. */
const logger = {
  error: (code: string) => log.warn({ code }, "next-auth"),
  warn: (code: string) => log.warn({ code }, "next-auth"),
  debug: () => {},
};

function describeAuth(): NextAuthOptions {
  const { isHttps, authSecret } = readEnv();
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: isHttps } as const;
  const cookie = (name: string) => ({ name: `${isHttps ? "__Host-" : ""}latchkey-${name}`, options });
  return {
    secret: authSecret,
    providers: [password],
    // The Credentials provider allows nothing but JWTs; ours carries the id of a row, and the row decides.
    session: { strategy: "jwt", maxAge: LONGEST_SECONDS },
    pages: { signIn: SIGN_IN_PAGE, error: SIGN_IN_PAGE },
    useSecureCookies: isHttps,
    cookies: {
      sessionToken: cookie("session"),
      csrfToken: cookie("csrf"),
      callbackUrl: cookie("callback"),
    },
    callbacks: {
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
  const [action = ""] = (await context.params).nextauth;
  const isPost = request.method === "POST";
  if (!ROUTES[isPost ? "POST" : "GET"].includes(action)) return refuse(404, "NotFound");
  const { headers } = request;
  const source = { origin: headers.get("origin"), fetchSite: headers.get("sec-fetch-site") };
  if (isPost && !isOwnOrigin(source, readEnv().publicUrl)) return refuse(403, "ForeignOrigin");
  // next-auth parses JSON too, and what it throws on a broken body quotes it.
  const type = headers.get("content-type") ?? "";
  if (isPost && !/^application\/x-www-form-urlencoded *(;|$)/i.test(type)) return refuse(415, "SendAForm");
  try {
    // Before next-auth clears the cookie: it would do so, and swallow the error, also when the row lives on.
    if (action === "signout") await endThisSession(headers.get(CLIENT_HEADER));
    return await NextAuth(request as never, context as never, describeAuth());
  } catch (error) {
    if (!isOutage(error)) throw error;
    log.warn({ code: codeOf(error) }, "auth: database out");
    return refuse(503, "Unavailable");
  }
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
