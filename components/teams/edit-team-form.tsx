"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { useToast } from "@/components/ui/toast";
import { changeTeam } from "@/lib/teams/actions";
import type { TeamView } from "@/lib/teams/team";
import { countTokens } from "./doom";
import type { Rename } from "./rename";
import { TeamForm } from "./team-form";

/** Changes a team's name, role and permissions. */
export function EditTeamForm({ team, rename }: { team: TeamView; rename: Rename }) {
  const router = useRouter();
  const show = useToast();
  const [, startTransition] = useTransition();
  return (
    <TeamForm
      team={team}
      rename={rename}
      button="Save team"
      send={(input) => changeTeam(team.organizationId, team.id, input)}
      onDone={({ name, revokedTokens }) => {
        show({
          title: `Team “${name}” saved`,
          ...(revokedTokens > 0 && { description: `${countTokens(revokedTokens)} of the old name died.` }),
        });
        startTransition(() => router.refresh());
        return undefined;
      }}
    />
  );
}
