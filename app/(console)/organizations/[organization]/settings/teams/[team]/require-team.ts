import { notFound } from "next/navigation";
import { cache } from "react";
import { getRuntime } from "@/lib/runtime";
import { readTeamDetails } from "@/lib/teams/service";
import { requireOrganization } from "../../../require-organization";

/** As requireOrganization, with the team of the address; a team out of reach is 404. */
export const requireTeam = cache(async (organizationId: string, teamId: string) => {
  const { actor, organization } = await requireOrganization(organizationId);
  const read = await readTeamDetails(getRuntime(), actor, organization.id, teamId);
  if (!read.ok) notFound();
  return { actor, organization, team: read.value };
});
