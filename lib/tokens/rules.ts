import type { Issue } from "@/lib/result";
import { countCodePoints, findUnprintable } from "@/lib/text";
import { type Lifetime, minutesOf } from "./token";

/** The rules of the input that the browser and the server share. Without zod: it would weigh 45 kB in the browser. */

export const DESCRIPTION_MAX = 120;
/** A hundred years: beyond it timestamps stop being useful, and far beyond it PostgreSQL refuses them (22008). */
export const LONGEST_MINUTES = 36_500 * 24 * 60;

/**
 * Checks a description after trimming and NFC: 1–120 code points, no control or direction-changing characters
 * (security.md rule 7). Returns the clean text, or the issue with the field named.
 * @param allowEmpty Terrakube's endpoints accept a missing or empty description
 */
export function checkDescription(input: string, allowEmpty = false): { text: string } | { issue: Issue } {
  const field = "description";
  const text = input.normalize("NFC").trim();
  const unprintable = findUnprintable(text, true);
  if (unprintable !== null) return { issue: { field, message: `Description ${unprintable}` } };
  const size = countCodePoints(text);
  if (size === 0 && !allowEmpty)
    return { issue: { field, message: "Enter a description: what will use this token?" } };
  if (size > DESCRIPTION_MAX)
    return {
      issue: {
        field,
        message: `Description may have at most ${DESCRIPTION_MAX} characters; this one has ${size}.`,
      },
    };
  return { text };
}

const FIELDS = ["days", "hours", "minutes"] as const;

/**
 * Checks the parts of a lifetime: whole numbers from 0, together at most a hundred years. All zero passes: what
 * "never" means is the caller's to decide. Each wrong part is named.
 */
export function checkLifetime(
  input: Record<(typeof FIELDS)[number], unknown>,
): { lifetime: Lifetime } | { issues: [Issue, ...Issue[]] } {
  const issues: Issue[] = [];
  for (const field of FIELDS) {
    const value = input[field];
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0)
      issues.push({ field, message: `${title(field)} must be a whole number, 0 or more.` });
    else if (value > LONGEST_MINUTES)
      issues.push({ field, message: `${title(field)} is too large: a token lives at most 36500 days.` });
  }
  const [first, ...rest] = issues;
  if (first) return { issues: [first, ...rest] };
  const lifetime = input as Lifetime;
  if (minutesOf(lifetime) > LONGEST_MINUTES)
    return {
      issues: [{ field: "days", message: "The lifetime is too long: a token lives at most 36500 days." }],
    };
  return { lifetime: { days: lifetime.days, hours: lifetime.hours, minutes: lifetime.minutes } };
}

function title(field: string): string {
  return field.charAt(0).toUpperCase() + field.slice(1);
}
