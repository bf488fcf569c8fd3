import { z } from "zod";
import { type Bug, MEDIA_TYPES, OAUTH_ERRORS, type ProblemForm, TITLES, writeBody } from "@/lib/http/problem";
import type { Failure } from "@/lib/result";
import { DEAD_REASONS } from "@/lib/tokens/dead-token";
import type { RefusalStatus } from "./operation";

/** Refusals on the wire, and an example of each, written by what writes the real ones. Pure. */

const code = z.enum(Object.keys(TITLES) as [keyof typeof TITLES, ...(keyof typeof TITLES)[]]);
const deadToken = z
  .strictObject({
    id: z.uuid(),
    description: z.string(),
    reason: z.enum(DEAD_REASONS),
    at: z.iso.datetime().nullable(),
  })
  .describe("401 only, and only for who presented the genuine secret of a token that is dead.");

export const problem = z.strictObject({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.int(),
  code: code.describe("Stable: for programs."),
  detail: z.string().describe("For people."),
  errors: z
    .array(z.strictObject({ field: z.string(), message: z.string() }))
    .optional()
    .describe("400 only: one for each thing wrong."),
  id: z.uuid().optional().describe("409 of a repeated Idempotency-Key: the token that the key made."),
  token: deadToken.optional(),
  requestId: z.string(),
});

export const jsonApiErrors = z.strictObject({
  errors: z.array(
    z.strictObject({
      status: z.string(),
      code: code.describe("Stable: for programs."),
      title: z.string(),
      detail: z.string(),
      meta: z.strictObject({
        field: z.string().optional(),
        token: deadToken.optional(),
        requestId: z.string(),
      }),
    }),
  ),
});

const oauthWords = [...new Set([...Object.values(OAUTH_ERRORS), "unsupported_grant_type"])];
export const oauthError = z.strictObject({
  error: z.enum(oauthWords as [string, ...string[]]),
  error_description: z.string(),
});

export const REFUSAL_SCHEMAS = {
  problem: "Problem",
  "json-api": "JsonApiErrors",
  oauth: "OAuthError",
} as const satisfies Record<Exclude<ProblemForm, "plain">, string>;

const issue = (field: string, message: string): Failure => ({
  kind: "invalid_input",
  message,
  issues: [{ field, message }],
});
const limited = { message: "Too many refused calls from this network.", retryAfterSeconds: 30 };

const EXAMPLES: Record<RefusalStatus, Failure | Bug> = {
  400: issue("days", "Days must be a whole number, 0 or more."),
  401: { kind: "unauthenticated", message: "This call needs a token: Authorization: Bearer <secret>." },
  403: { kind: "forbidden", message: "This token may not manage tokens." },
  404: { kind: "not_found", message: "There is no such token." },
  409: { kind: "conflict", message: "The organization has a team of this name already." },
  413: issue("body", "The body may have at most 64 kB."),
  415: issue("content-type", "Send the body as application/vnd.api+json."),
  422: { kind: "mismatch", message: "This idempotency key was used for another token. Use a new key." },
  429: { kind: "limited", ...limited },
  500: { kind: "internal_error", message: "Something went wrong here. Quote request 5f1d9c2e7a604b38." },
  503: {
    kind: "unavailable",
    message: "Latchkey cannot reach its database right now.",
    retryAfterSeconds: 5,
  },
};

/** What a refusal of this status looks like in this form: its media type, and a body. */
export function exampleOf(
  form: Exclude<ProblemForm, "plain">,
  status: RefusalStatus,
): { mediaType: string; example: unknown } {
  const body = writeBody(form, EXAMPLES[status], status, { requestId: "5f1d9c2e7a604b38" });
  return { mediaType: MEDIA_TYPES[form], example: JSON.parse(body) };
}

/** The headers that come with a refusal, and what they say. */
export const REFUSAL_HEADERS: Partial<Record<RefusalStatus, Record<string, string>>> = {
  401: { "WWW-Authenticate": "How to authenticate (RFC 6750 section 3; RFC 7617 for clients)." },
  429: { "Retry-After": "Seconds." },
  503: { "Retry-After": "Seconds." },
};
