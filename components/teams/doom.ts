/** What happens to a name's tokens when a team loses it. Pure. */

/** "1 live token", "12 live tokens" */
export function countTokens(count: number): string {
  return count === 1 ? "1 live token" : `${count} live tokens`;
}

/** "acme", "acme and beta", "acme, beta and 3 more" */
export function joinNames(names: readonly string[]): string {
  if (names.length > 3) return `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/**
 * How many live tokens die when a team loses its name.
 * @param elsewhere the other organizations with a team of the name, as far as they are known here
 */
export function sayDoom(doomed: number, name: string, elsewhere: readonly string[] = []): string {
  if (doomed > 0)
    return `${countTokens(doomed)} of “${name}” ${doomed === 1 ? "dies" : "die"} with it: anything that uses ${
      doomed === 1 ? "it" : "them"
    } is refused immediately.`;
  if (elsewhere.length > 0)
    return `No token dies: “${name}” stays a team in ${joinNames(elsewhere)}, and its tokens work on.`;
  return "No token dies with it.";
}
