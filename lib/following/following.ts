/** How a Terrakube is followed, as people see it. Pure. */
export type FollowingView = {
  /** Of its pages (TERRAKUBE_UI_URL), or of its API when no other is known. */
  address: string;
  hasPages: boolean;
  /** What is shown is as of this instant; null = nothing has been read yet. */
  readAt: string | null;
  /** By the database's clock, when this was asked. */
  ageSeconds: number | null;
  /** Why the last reading was none, and since when it has been so. */
  failure: { reason: string; since: string } | null;
};

/** Where an organization's teams are edited; without one, or without Terrakube's pages, Terrakube itself. */
export function editAddress({ address, hasPages }: FollowingView, organizationId: string | null): string {
  return hasPages && organizationId !== null
    ? `${address}/organizations/${organizationId}/settings/teams`
    : address;
}

/** "just now", "3 minutes ago": how old the state is by the database's clock. */
export function sayAge(seconds: number): string {
  const [amount, unit] =
    seconds < 60
      ? [0, ""]
      : seconds < 3600
        ? [Math.floor(seconds / 60), "minute"]
        : seconds < 2 * 86_400
          ? [Math.floor(seconds / 3600), "hour"]
          : [Math.floor(seconds / 86_400), "day"];
  return amount === 0 ? "less than a minute ago" : `${amount} ${unit}${amount === 1 ? "" : "s"} ago`;
}
