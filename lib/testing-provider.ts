import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import Provider from "oidc-provider";
import type { OidcSettings } from "./env-oidc";

/** A real identity provider (oidc-provider, certified) on this machine's loopback, for tests. */

/** What the provider says of somebody; `groups` undefined = no such claim. */
export type ProviderPerson = {
  email?: string;
  email_verified?: boolean;
  name?: string;
  groups?: unknown;
};

export const AUDIENCE = "terrakube";

type Context = {
  oidc: {
    client: { clientId: string };
    session: { accountId: string };
    params: { scope: string };
    provider: Provider;
  };
};

/**
 * Starts one. Whoever types a name of `people` on its page is that person; consent is not asked for.
 * @param publicUrl where its client (Latchkey) is
 */
export async function startTestProvider(publicUrl = "http://localhost:1") {
  const people = new Map<string, ProviderPerson>();
  const state = { isDown: false };
  const keys = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(keys.privateKey)), use: "sig", alg: "RS256", kid: "test-1" };
  let answer = (_request: IncomingMessage, _response: ServerResponse) => {};
  const server = createServer((request, response) => {
    if (state.isDown) request.destroy();
    else answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings: OidcSettings = {
    issuer,
    clientId: "latchkey",
    clientSecret: randomBytes(24).toString("base64url"),
    name: "Dex",
    groupsClaim: "groups",
    audience: [AUDIENCE],
  };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: settings.clientId,
        client_secret: settings.clientSecret,
        redirect_uris: [`${publicUrl}/api/auth/callback/oidc`],
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
      },
    ],
    jwks: { keys: [jwk] },
    cookies: { keys: [randomBytes(24).toString("base64url")] },
    scopes: ["openid", "offline_access"],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"], groups: ["groups"] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    // The standard wants prompt=consent for offline_access; Dex and others give a refresh token without.
    issueRefreshToken: (_: unknown, client: { grantTypeAllowed: (name: string) => boolean }) =>
      client.grantTypeAllowed("refresh_token"),
    rotateRefreshToken: true,
    findAccount: (_: unknown, id: string) => {
      const person = people.get(id);
      return person && { accountId: id, claims: () => ({ sub: id, ...person }) };
    },
    loadExistingGrant: async ({ oidc }: Context) => {
      const grant = new provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId });
      grant.addOIDCScope("openid email profile groups offline_access");
      await grant.save();
      return grant;
    },
    renderError: (ctx: { type: string; body: string }, out: Record<string, unknown>) => {
      ctx.type = "html";
      ctx.body = `<!doctype html><html lang="en"><title>Refused</title><p>${String(out.error)}</p></html>`;
    },
  });
  const ask = provider.callback();
  answer = (request, response) => {
    if (request.url?.startsWith("/interaction/")) void interact(provider, request, response);
    else ask(request, response);
  };

  return {
    settings,
    publicUrl,
    people,
    state,
    /** A JWT as this provider would sign it; `key` and `header` to do otherwise. */
    sign: (
      claims: JWTPayload & Record<string, unknown>,
      { key = keys.privateKey as CryptoKey | Uint8Array, header = {} as Record<string, unknown> } = {},
    ) =>
      new SignJWT({ iss: issuer, aud: AUDIENCE, ...claims })
        .setProtectedHeader({ alg: "RS256", kid: "test-1", ...header })
        .sign(key),
    /** Signs in by HTTP as a browser would: the code's whole way to the tokens. */
    signIn: (login: string) => signInAt(settings, `${publicUrl}/api/auth/callback/oidc`, login),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

export type TestProvider = Awaited<ReturnType<typeof startTestProvider>>;

/** Its sign-in page: one field, no password. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  if (request.method !== "POST") {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Dex</title><h1>Log in to Dex</h1>
      <form method="post"><label>Login <input name="login"></label> <button>Log in</button> <button name="cancel" value="1">Cancel</button></form></html>`);
    return;
  }
  let text = "";
  for await (const chunk of request) text += String(chunk);
  const form = new URLSearchParams(text);
  const isCancelled = form.has("cancel");
  await provider.interactionFinished(
    request,
    response,
    isCancelled ? { error: "access_denied" } : { login: { accountId: form.get("login") ?? "" } },
  );
}

/** The code flow with PKCE, by fetch and a jar of cookies. */
async function signInAt({ issuer, clientId, clientSecret }: OidcSettings, redirect: string, login: string) {
  const jar = new Map<string, string>();
  const go = async (url: string, init: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, { ...init, redirect: "manual", headers: { ...init.headers, cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return new URL(answer.headers.get("location") ?? url, url).href;
  };
  const verifier = randomBytes(32).toString("base64url");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: "code",
    scope: "openid email profile groups",
    redirect_uri: redirect,
    code_challenge: Buffer.from(digest).toString("base64url"),
    code_challenge_method: "S256",
  });
  const page = await go(`${issuer}/auth?${query}`);
  const body = new URLSearchParams({ login });
  const resume = await go(page, { method: "POST", body });
  const code = new URL(await go(resume)).searchParams.get("code") ?? "";
  const answer = await fetch(`${issuer}/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: redirect,
      code_verifier: verifier,
    }),
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
  });
  const tokens = (await answer.json()) as { id_token?: string; refresh_token?: string };
  if (!tokens.id_token) throw new Error(`no ID token: ${JSON.stringify(tokens)}`);
  const claims = JSON.parse(Buffer.from(tokens.id_token.split(".")[1] ?? "", "base64url").toString());
  return { claims: claims as Record<string, unknown>, refreshToken: tokens.refresh_token ?? null };
}
