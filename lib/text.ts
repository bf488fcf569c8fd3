/** What a short text that a person types may not hold (security.md rule 7). Pure. */

// Controls, line and paragraph separators, bidi controls and the BOM. Joiners stay: emoji.
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
// Invisible by themselves; behind a flag emoji they name a region.
const TAGS = /[\u{e0000}-\u{e007f}]/u;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The rule that the text breaks, as the end of a sentence that starts with the field's name; null when none.
 * @param mayHoldTags tag characters pass: for texts in which emoji are at home
 */
export function findUnprintable(text: string, mayHoldTags = false): string | null {
  if (LONE_SURROGATE.test(text)) return "holds a broken character (half of a surrogate pair).";
  if (UNPRINTABLE.test(text) || (!mayHoldTags && TAGS.test(text)))
    return "may not hold control characters, line breaks or direction marks.";
  return null;
}

/** What a person searches for, as SQL may see it: nothing that PostgreSQL refuses, and bounded. */
export function cleanSearch(text: string): string {
  return text
    .normalize("NFC")
    .replace(/\p{Cc}|\p{Surrogate}/gu, "")
    .trim()
    .slice(0, 200);
}

/** How many characters a person sees as typed: code points, not UTF-16 units. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
