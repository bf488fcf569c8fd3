"use client";

import { useRouter } from "next/navigation";
import { useToast } from "@/components/ui/toast";
import { createTeam } from "@/lib/teams/actions";
import { TeamForm } from "./team-form";

/** Creates a team and goes to its page, where people are added. */
export function CreateTeamForm({ organizationId }: { organizationId: string }) {
  const router = useRouter();
  const show = useToast();
  return (
    <TeamForm
      button="Create team"
      send={(input) => createTeam(organizationId, input)}
      onDone={(team) => {
        show({ title: `Team “${team.name}” created` });
        router.push(`/organizations/${organizationId}/settings/teams/${team.id}/edit`);
        return "leaving";
      }}
    />
  );
}
