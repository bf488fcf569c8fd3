import { type NextRequest, NextResponse } from "next/server";
import { readEnv } from "@/lib/env";
import { AUTHORIZE_PATH } from "@/lib/oauth/login";

/** CSP with a nonce for every page, and a courtesy redirect. No authorization happens here (security.md rule 1). */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const csp = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    `form-action ${["'self'", ...formTargets(pathname)].join(" ")}`,
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // Next tells no page its own address; lib/session.ts comes back to it after sign-in.
  headers.set("x-latchkey-path", pathname + search);
  headers.set("content-security-policy", csp);
  const hasSession =
    request.cookies.has("latchkey-session") || request.cookies.has("__Host-latchkey-session");
  const needsSession = /^\/(settings|organizations|admin)(\/|$)/.test(pathname);
  const response =
    needsSession && !hasSession && request.method === "GET"
      ? NextResponse.redirect(
          new URL(`/sign-in?next=${encodeURIComponent(pathname + search)}`, readEnv().publicUrl),
        )
      : NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", csp);
  response.headers.set("cache-control", "no-store");
  return response;
}

/** A sign-in leads to the identity provider, the consent page to terraform on this computer (security.md rule 5). */
function formTargets(pathname: string): string[] {
  const { oidc } = readEnv();
  return [
    ...(oidc ? [new URL(oidc.issuer).origin] : []),
    ...(pathname === AUTHORIZE_PATH ? ["http://localhost:*"] : []),
  ];
}

/** All but files and machines' endpoints, each by its whole name: a page may be called anything. */
export const config = {
  matcher: [
    "/((?!_next/static/|(?:icon\\.svg|favicon\\.ico|openapi\\.json|healthz|readyz)$|(?:pat|access-token|tokens|api|\\.well-known)/|oauth/(?:token|introspect|revoke|leaks)(?:/|$)).*)",
  ],
};
