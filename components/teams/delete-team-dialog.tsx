"use client";

import { Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { attempt } from "@/components/tokens/attempt";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { deleteTeam } from "@/lib/teams/actions";
import type { TeamSummary } from "@/lib/teams/team";
import { countTokens, sayDoom } from "./doom";

type DeleteTeamDialogProps = {
  team: TeamSummary;
  onKeep: () => void;
  onDeleted: () => void;
};

/** Asks before a team is deleted: how many tokens die, and what its members lose. */
export function DeleteTeamDialog({ team, onKeep, onDeleted }: DeleteTeamDialogProps) {
  const show = useToast();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const isDone = useRef(false);
  const { name, doomedTokens, liveTokenCount, memberCount } = team;

  async function remove() {
    setBusy(true);
    setError(null);
    const deleted = await attempt(() => deleteTeam(team.organizationId, team.id));
    setBusy(false);
    // Deleted elsewhere in the meantime is what was asked for.
    if (!deleted.ok && deleted.failure.kind !== "not_found") return setError(deleted.failure.message);
    isDone.current = true;
    const revoked = deleted.ok ? deleted.value.revokedTokens : 0;
    show({
      title: `Team “${name}” deleted`,
      ...(revoked > 0 && { description: `${countTokens(revoked)} died with it.` }),
    });
    onDeleted();
  }

  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onKeep()}
      title={`Delete the team "${name}"?`}
      keep={<Button>Keep team</Button>}
      act={
        <Button variant="danger" icon={Trash2} busy={isBusy} onClick={remove}>
          {isBusy ? "Deleting…" : "Delete team"}
        </Button>
      }
      returnTo={() => (isDone.current ? document.getElementById("page-heading") : null)}
    >
      <p>
        {doomedTokens === 0 && liveTokenCount > 0
          ? `No token dies: “${name}” is a team in another organization too, and its ${countTokens(liveTokenCount)} ${liveTokenCount === 1 ? "works" : "work"} on.`
          : sayDoom(doomedTokens, name)}
      </p>
      <p>
        {memberCount > 0 &&
          `${memberCount === 1 ? "Its member loses" : `Its ${memberCount} members lose`} what it grants in this organization, from the next call on. `}
        This cannot be undone.
      </p>
      <FieldError message={error} />
    </AlertDialog>
  );
}
