import { z } from "zod";
import { type Issue, invalid, issuesOf, ok, type Result } from "@/lib/result";
import { checkLifetime } from "@/lib/tokens/rules";
import { minutesOf, type TokenPolicy } from "@/lib/tokens/token";

/** What the policy page sends: all of the policy at once. */
const policyInput = z.strictObject({
  neverAllowed: z.boolean(),
  /** null = no longest lifetime. */
  longestLifetime: z.strictObject({ days: z.unknown(), hours: z.unknown() }).nullable(),
  ownerGroupTokens: z.boolean(),
});

const FIELD = "longestLifetime";
const TOO_SHORT: Issue = { field: FIELD, message: "The longest lifetime must be at least one hour." };

/** Reads a policy; nothing unreadable ever becomes "no limit". @returns failures: invalid_input */
export function readPolicyInput(input: unknown): Result<TokenPolicy> {
  const parsed = policyInput.safeParse(input);
  if (!parsed.success) return invalid(...issuesOf(parsed.error));
  const { neverAllowed, longestLifetime, ownerGroupTokens } = parsed.data;
  if (longestLifetime === null) return ok({ neverAllowed, ownerGroupTokens, longestLifetimeMinutes: null });
  const checked = checkLifetime({ ...longestLifetime, minutes: 0 });
  if ("issues" in checked) return invalid({ ...checked.issues[0], field: FIELD });
  const longestLifetimeMinutes = minutesOf(checked.lifetime);
  return longestLifetimeMinutes === 0
    ? invalid(TOO_SHORT)
    : ok({ neverAllowed, ownerGroupTokens, longestLifetimeMinutes });
}
