import { type Failure, fail, ok, type Result } from "./result";
import { decodeFailure } from "./sign-in/outcome";
import { announceSignOut } from "./sign-out-channel";

/**
 * The browser's side of next-auth's protocol. Its own client is left out: it answers an outage by leaving the page,
 * keeps its state in localStorage, and weighs more than this page.
 */

const UNREACHABLE: Failure = {
  kind: "unavailable",
  message: "Latchkey cannot be reached. Check your connection and try again.",
  retryAfterSeconds: 5,
};

/** Signs in with e-mail and password. The session's cookie is set when this returns ok; go on by a full navigation. */
export async function signInHere(email: string, password: string): Promise<Result<null>> {
  const result = await speak("callback/password", { email, password, callbackUrl: "/" });
  return result.ok ? ok(null) : result;
}

/**
 * Begins a sign-in with the identity provider, or a link: leaves for its page, and comes back to `next`, a page of ours.
 * On failure one stays.
 */
export async function signInElsewhere(next: string): Promise<Result<null>> {
  const result = await speak("signin/oidc", { callbackUrl: next });
  if (!result.ok) return result;
  window.location.assign(result.value);
  return ok(null);
}

/**
 * Ends this browser's session and leaves every page of it, in all tabs; on failure one stays signed in.
 * @param next where this tab goes then
 */
export async function signOutHere(next = "/sign-in"): Promise<Result<null>> {
  const result = await speak("signout", { callbackUrl: "/" });
  if (!result.ok) return result;
  announceSignOut();
  window.location.assign(next);
  return ok(null);
}

/** Where next-auth sends one next, or the failure that its answer stands for. */
async function speak(action: string, fields: Record<string, string>): Promise<Result<string>> {
  try {
    const csrf = await fetch("/api/auth/csrf", { cache: "no-store" });
    const { csrfToken } = (await csrf.json()) as { csrfToken?: string };
    const body = new URLSearchParams({ ...fields, csrfToken: csrfToken ?? "", json: "true" });
    const response = await fetch(`/api/auth/${action}`, { method: "POST", body });
    const answer = (await response.json()) as { url?: string; error?: string };
    const address = answer.url ? new URL(answer.url, window.location.href) : undefined;
    const word = answer.error ?? address?.searchParams.get("error");
    if (word) return fail(decodeFailure(word));
    if (response.ok && !address?.searchParams.has("csrf")) return ok(address?.href ?? "/");
    return fail(decodeFailure("Failed"));
  } catch {
    return fail(UNREACHABLE);
  }
}
