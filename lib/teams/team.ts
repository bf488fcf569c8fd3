import type { Flags, Role } from "./permissions";

/** A team as people see it. Pure. */

/** `role` as stored; null = custom. */
export type TeamView = Flags & {
  id: string;
  organizationId: string;
  name: string;
  role: string | null;
  /** The followed Terrakube no longer has it: it does not count, and goes for good within minutes. */
  isGone: boolean;
  /** The role in effect; null = a word that Terrakube does not know, which grants nothing. */
  effectiveRole: Role | null;
  /** What role and flags come to. */
  effective: Flags;
};

/** As a list shows it. */
export type TeamSummary = TeamView & {
  memberCount: number;
  liveTokenCount: number;
  /** The live tokens that die with the team: none while another team of the name is left. */
  doomedTokens: number;
};

/** As its own page shows it. */
export type TeamDetails = TeamView & {
  /** The live tokens that die with the team: none while another team of the name is left. */
  doomedTokens: number;
  /** Where else the name is a team: the group is one. */
  namesakes: { organizationId: string; organizationName: string; teamId: string }[];
};

export type TeamMember = {
  id: string;
  name: string;
  email: string;
  status: "active" | "suspended";
  /** Added here by an instance owner: can be removed here. */
  isLocal: boolean;
  isFromProvider: boolean;
  /** When the identity provider last said so, ISO 8601; null for local ones. */
  confirmedAt: string | null;
  /** The identity provider said so lately enough. What is neither confirmed nor local does not count. */
  isConfirmed: boolean;
};

/** Which team's page is meant: the team's name is the group. */
export type TeamRef = { organizationId: string; teamId: string };

export type Candidate = { id: string; name: string; email: string };

export const TEAM_NAME_MAX = 64;
