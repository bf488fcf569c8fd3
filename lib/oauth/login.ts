import { invalid, ok, type Result } from "@/lib/result";
import { NEXT_MAX } from "@/lib/sessions/policy";

/** What `terraform login` asks a browser for (terrakube-contract.md 7.2, security.md rule 17). Pure. */

/** The one client that people log in with; it is public: it has no secret, its proof is PKCE (RFC 7636). */
export const TERRAFORM_CLIENT = "terraform-cli";
/** Where terraform may listen. It picks among [first, last); the last is accepted all the same. */
export const LOGIN_PORTS = [10_000, 10_010] as const;
export const AUTHORIZE_PATH = "/oauth/authorize";

/** An authorization request that was found sound. `state` as it came; null when there was none. */
export type LoginRequest = { redirectUri: string; challenge: string; state: string | null };

/**
 * Exactly `http://localhost:<10000–10010>/login`, letter by letter: nothing is parsed, so nothing can be parsed in two
 * ways (userinfo, fragments, look-alike hosts, leading zeros).
 */
export function isLoginRedirect(uri: string): boolean {
  const port = /^http:\/\/localhost:([1-9][0-9]{4})\/login$/.exec(uri)?.[1];
  return port !== undefined && Number(port) >= LOGIN_PORTS[0] && Number(port) <= LOGIN_PORTS[1];
}

/** The last of 43 characters carries four bits: only these letters end the base64url of 32 bytes. */
const CHALLENGE = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

type Check = { field: string; isSound: (value: string) => boolean; message: string };

const CHECKS: Check[] = [
  {
    field: "client_id",
    isSound: (value) => value === TERRAFORM_CLIENT,
    message: `The program that asks is not known here: client_id must be ${TERRAFORM_CLIENT}.`,
  },
  {
    field: "redirect_uri",
    isSound: isLoginRedirect,
    message: `The answer would go elsewhere than to terraform on this computer: redirect_uri must be http://localhost:PORT/login with a port from ${LOGIN_PORTS.join(" to ")}.`,
  },
  {
    field: "response_type",
    isSound: (value) => value === "code",
    message: "Latchkey answers with a code and nothing else: response_type must be code.",
  },
  {
    field: "code_challenge_method",
    isSound: (value) => value === "S256",
    message: "The request is not protected as it must be: code_challenge_method must be S256.",
  },
  {
    field: "code_challenge",
    isSound: (value) => CHALLENGE.test(value),
    message: "The request is not protected as it must be: code_challenge must be the base64url of a SHA-256.",
  },
];

/**
 * Reads the query of an authorization request. Whatever is wrong is shown and never sent anywhere: an address that
 * was not checked is no place to redirect to (RFC 6749 section 4.1.2.1). Unknown parameters are ignored (section 3.1).
 * @returns failures: invalid_input, one issue for each parameter that is wrong
 */
export function readLoginRequest(query: URLSearchParams): Result<LoginRequest> {
  const issues = CHECKS.flatMap(({ field, isSound, message }) => {
    const values = query.getAll(field);
    return values.length === 1 && isSound(values[0] ?? "") ? [] : [{ field, message }];
  });
  const [state = "", ...otherStates] = query.getAll("state");
  // What is no UTF-8 was replaced in reading, and could not be returned unchanged.
  if (otherStates.length > 0 || state.includes("\ufffd"))
    issues.push({ field: "state", message: "state must be one text in UTF-8." });
  const request = {
    redirectUri: query.get("redirect_uri") ?? "",
    challenge: query.get("code_challenge") ?? "",
    state: state === "" ? null : state,
  };
  if (issues.length === 0 && addressOf(request).length > NEXT_MAX)
    issues.push({
      field: "state",
      message: `The request is too long: with its state it may have ${NEXT_MAX} characters.`,
    });
  const [first, ...rest] = issues;
  return first ? invalid(first, ...rest) : ok(request);
}

const write = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");

/** The consent page for a request: where the way through the sign-in leads back to. */
export function addressOf({ redirectUri, challenge, state }: LoginRequest): string {
  const fields = {
    response_type: "code",
    client_id: TERRAFORM_CLIENT,
    redirect_uri: redirectUri,
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...(state !== null && { state }),
  };
  return `${AUTHORIZE_PATH}?${write(fields)}`;
}

/** Where terraform waits for its code. The state goes back unchanged: `%20`, not `+`, which not every reader undoes. */
export function callbackOf({ redirectUri, state }: LoginRequest, code: string): string {
  return `${redirectUri}?${write({ code, ...(state !== null && { state }) })}`;
}
