import { cookies } from "next/headers";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { decode } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { readEnv } from "./env";
import { log } from "./log";
import { isOutage } from "./outage";
import type { Failure } from "./result";
import { getRuntime } from "./runtime";
import { LONGEST_SECONDS } from "./sessions/policy";
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

/** How a failure travels in next-auth's `?error=`; components/sign-in turns it into words. */
function codeOf(failure: Failure): string {
  if (failure.kind === "limited") return `Limited.${failure.retryAfterSeconds}`;
  if (failure.kind === "forbidden") return "Suspended";
  return failure.kind === "invalid_input" ? "Invalid" : "CredentialsSignin";
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
        if (!isOutage(error)) log.error({ err: error }, "sign-in failed");
        throw new Error(isOutage(error) ? "Unavailable" : "Failed");
      },
    );
    if (!result.ok) throw new Error(codeOf(result.failure));
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
      jwt: ({ token, user }) => (user ? { sid: user.sessionId } : { sid: token.sid }),
    },
    logger,
  };
}

/** Answers next-auth's own routes (app/api/auth). */
export function handleAuth(request: Request, context: unknown): Promise<Response> {
  return NextAuth(request as never, context as never, describeAuth()) as Promise<Response>;
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
