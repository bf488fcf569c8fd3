/** An invitation as instance owners see it. Pure. */

/** How long an invitation's link works; setup and recovery links are printed on a terminal and live an hour. */
export const INVITATION_DAYS = 7;

/** Dates are ISO 8601 in UTC. */
export type InvitationView = {
  email: string;
  createdAt: string;
  expiresAt: string;
  /** The inviter's name. */
  invitedBy: string | null;
};
