import { z } from "zod";
import { invalid, issuesOf, ok, type Result } from "@/lib/result";

/** More than a body of 64 kB holds of our secrets; a bound all the same. */
export const LEAKS_MAX = 200;

const ENTRY = "Each entry is a secret, or an object with the secret as its token.";

/** An array of secrets, or of objects with the secret in `token`, as GitHub's secret scanning sends them. */
export const leaksBody = z
  .array(z.union([z.string(), z.looseObject({ token: z.string() })], { error: ENTRY }), {
    error: "The body is not a JSON array of secrets.",
  })
  .max(LEAKS_MAX, { error: `Report at most ${LEAKS_MAX} secrets at once.` });

/** Reads a finder's report. Only the shape is judged here, so that a refusal says nothing about any secret. */
export function readLeaks(body: unknown): Result<string[]> {
  const parsed = leaksBody.safeParse(body);
  if (parsed.success)
    return ok(parsed.data.map((entry) => (typeof entry === "string" ? entry : entry.token)));
  return invalid({ field: "body", message: issuesOf(parsed.error)[0].message });
}

/** `client_ip` is ours: whence the bearer called, for tokens that are bound to networks. */
export const introspectForm = z.object({ token: z.string(), client_ip: z.string().optional() });

export const revokeForm = z.object({ token: z.string() });
