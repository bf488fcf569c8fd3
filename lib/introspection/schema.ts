import { invalid, ok, type Result } from "@/lib/result";

/** More than a body of 64 kB holds of our secrets; a bound all the same. */
export const LEAKS_MAX = 200;

/**
 * Reads a finder's report: an array of secrets, or of objects with the secret in `token`, as GitHub's secret scanning
 * sends them. Only the shape is judged here, so that a refusal says nothing about any secret.
 */
export function readLeaks(body: unknown): Result<string[]> {
  const refuse = (message: string) => invalid({ field: "body", message });
  if (!Array.isArray(body)) return refuse("The body is not a JSON array of secrets.");
  if (body.length > LEAKS_MAX) return refuse(`Report at most ${LEAKS_MAX} secrets at once.`);
  const secrets = body.map((entry: unknown) =>
    typeof entry === "object" && entry !== null ? (entry as { token?: unknown }).token : entry,
  );
  return secrets.every((secret) => typeof secret === "string")
    ? ok(secrets)
    : refuse("Each entry is a secret, or an object with the secret as its token.");
}
