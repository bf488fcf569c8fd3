/** What disabling an organization means, sentence by sentence. Pure. @param tokens how many are refused then */
export function sayDisabling(tokens: number): string[] {
  return [
    "Its teams stop counting at once: they give no permissions, and members do not see the organization.",
    tokens === 0
      ? "No team token is refused by it at present."
      : `${sayTokens(tokens)} refused, not revoked, while it is disabled.`,
    "Nothing is deleted. An instance owner can enable it again at any time.",
  ];
}

/** What enabling it again means. @param tokens how many are accepted again */
export function sayEnabling(tokens: number): string[] {
  const accepted = tokens === 0 ? [] : [`${sayTokens(tokens)} accepted again.`];
  return ["Its teams count again at once, with their members and permissions.", ...accepted];
}

function sayTokens(count: number): string {
  return count === 1 ? "One live team token is" : `${count} live team tokens are`;
}
