/** How a Terrakube is followed, as people see it. Pure. */
export type FollowingView = {
  /** Where organizations and teams are edited: its own pages, or its API's address when no other is known. */
  address: string;
  /** What is shown is as of this instant; null = nothing has been read yet. */
  readAt: string | null;
  /** By the database's clock, when this was asked. */
  ageSeconds: number | null;
  /** Why the last reading was none, and since when it has been so. */
  failure: { reason: string; since: string } | null;
};

/** Where an organization's teams are edited in Terrakube's own pages. */
export function teamsAddress(address: string, organizationId: string): string {
  return `${address}/organizations/${organizationId}/settings/teams`;
}
