"use client";

import { UserMinus } from "lucide-react";
import { useRef, useState } from "react";
import { attempt } from "@/components/tokens/attempt";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { removeMember } from "@/lib/members/actions";
import type { TeamMember, TeamRef } from "@/lib/teams/team";
import { joinNames } from "./doom";

type RemoveMemberDialogProps = {
  team: TeamRef;
  name: string;
  member: TeamMember;
  isSelf: boolean;
  elsewhere: string[];
  onKeep: () => void;
  onRemoved: () => void;
};

/** Asks before a local membership ends, and says what stays. */
export function RemoveMemberDialog({ team, name, member, isSelf, ...rest }: RemoveMemberDialogProps) {
  const show = useToast();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const isDone = useRef(false);
  const who = member.name || member.email;

  async function remove() {
    setBusy(true);
    setError(null);
    const removed = await attempt(() => removeMember(team, member.id));
    setBusy(false);
    // Removed elsewhere in the meantime is what was asked for.
    if (!removed.ok && removed.failure.kind !== "not_found") return setError(removed.failure.message);
    isDone.current = true;
    show({ title: `${who} was removed from “${name}”` });
    rest.onRemoved();
  }

  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && rest.onKeep()}
      title={isSelf ? `Leave "${name}"?` : `Remove ${who} from "${name}"?`}
      keep={<Button>{isSelf ? "Stay" : "Keep member"}</Button>}
      act={
        <Button variant="danger" icon={UserMinus} busy={isBusy} onClick={remove}>
          {isBusy ? "Removing…" : isSelf ? "Leave team" : "Remove member"}
        </Button>
      }
      returnTo={() => (isDone.current ? document.querySelector("#add-member input") : null)}
    >
      {member.isConfirmed ? (
        <p>
          The identity provider names {isSelf ? "you" : "them"} too, so {isSelf ? "you" : "they"} stay a
          member until that ends there.
        </p>
      ) : (
        <p>
          From the next call on, {isSelf ? "you have" : "they have"} nothing of what the team grants
          {rest.elsewhere.length > 0 && `, neither here nor in ${joinNames(rest.elsewhere)}`}.
          {member.isFromProvider &&
            ` Signing in with the identity provider can make ${isSelf ? "you" : "them"} a member again.`}
        </p>
      )}
      <p>Team tokens that {isSelf ? "you" : "they"} generated belong to the team and work on.</p>
      <FieldError message={error} />
    </AlertDialog>
  );
}
