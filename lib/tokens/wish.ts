import { invalid, issuesIn, issuesOf, ok, type Result } from "@/lib/result";
import { readNetworks } from "./networks";
import type { Expiry } from "./policy";
import { checkDescription, checkLifetime } from "./rules";
import { type GenerateInput, generateInput } from "./schema";
import type { Lifetime } from "./token";

/** What is asked for, once the words of the dialog or of the wire are understood. */
export type Wish = {
  description: string;
  expiry: Expiry;
  /** As asked: echoed to Terrakube's clients number by number. */
  lifetime: Lifetime;
  mayManageTokens: boolean;
  mayManageTeams: boolean;
  /** Canonical (networks.ts); absent or null: from anywhere, or as the token that mints this one. */
  allowedCidrs?: string[] | null;
  idempotencyKey: string | null;
};

const NEVER: Lifetime = { days: 0, hours: 0, minutes: 0 };

/** Reads what the Generate dialog sends. Every refusal names its field; nothing unreadable ever becomes "never". */
export function readWish(input: unknown, now: Date): Result<Wish> {
  const parsed = generateInput.safeParse(input);
  if (!parsed.success) return invalid(...issuesOf(parsed.error));
  const terms = readTerms(parsed.data, now);
  const networks = readNetworks(parsed.data.allowedCidrs);
  const [first, ...rest] = [...issuesIn(terms), ...issuesIn(networks)];
  if (first) return invalid(first, ...rest);
  if (!terms.ok) return terms;
  if (!networks.ok) return networks;
  const { mayManageTokens, mayManageTeams, idempotencyKey } = parsed.data;
  return ok({
    ...terms.value,
    mayManageTokens,
    mayManageTeams,
    allowedCidrs: networks.value,
    idempotencyKey,
  });
}

/** The part of a wish that a person always gives: what the token is for, and how long it lives. */
export function readTerms(
  input: Pick<GenerateInput, "description" | "expiry">,
  now: Date,
): Result<Pick<Wish, "description" | "expiry" | "lifetime">> {
  const checked = checkDescription(input.description);
  const asked = readExpiry(input.expiry, now);
  if ("issue" in checked) return invalid(checked.issue, ...issuesIn(asked));
  return asked.ok ? ok({ description: checked.text, ...asked.value }) : asked;
}

function readExpiry(
  expiry: GenerateInput["expiry"],
  now: Date,
): Result<{ expiry: Expiry; lifetime: Lifetime }> {
  if (expiry.kind === "never") return ok({ expiry, lifetime: NEVER });
  if (expiry.kind === "lifetime") {
    const asked = checkLifetime(expiry);
    if ("issues" in asked) return invalid(...asked.issues);
    return ok({ expiry: { kind: "lifetime", lifetime: asked.lifetime }, lifetime: asked.lifetime });
  }
  const instant = new Date(expiry.instant);
  const minutes = Math.floor((instant.getTime() - now.getTime()) / 60_000);
  const asked = checkLifetime({ days: 0, hours: 0, minutes: Math.max(1, minutes) });
  if ("issues" in asked)
    return invalid({
      field: "expiry",
      message: "The expiry is too far away: a token lives at most 36500 days.",
    });
  return ok({ expiry: { kind: "until", instant }, lifetime: asked.lifetime });
}
