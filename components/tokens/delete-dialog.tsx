"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import type { TokenView } from "@/lib/tokens/token";
import { nameOf, sayLastUse } from "./last-use";

type DeleteDialogProps = {
  token: TokenView;
  now: Date;
  onKeep: () => void;
  onDelete: (token: TokenView, withTeamTokens: boolean) => void;
};

/** Asks before a token is deleted: who used it last, what its death means, and what of its making dies with it. */
export function DeleteDialog({ token, now, onKeep, onDelete }: DeleteDialogProps) {
  const [withTeamTokens, setWithTeamTokens] = useState(false);
  const minted = token.mintedTeamTokens;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onKeep()}
      title={`Delete "${nameOf(token)}"?`}
      choice={
        minted > 0 && (
          <Checkbox
            label={minted === 1 ? "Also delete its team token" : `Also delete its ${minted} team tokens`}
            hint="It generated them for teams; they belong to no person and work on unless they are deleted too."
            checked={withTeamTokens}
            onChange={(event) => setWithTeamTokens(event.target.checked)}
          />
        )
      }
      keep={<Button>Keep token</Button>}
      act={
        <Button variant="danger" icon={Trash2} onClick={() => onDelete(token, withTeamTokens)}>
          Delete token
        </Button>
      }
    >
      <p>
        Its secret ends in <code className="text-ink text-xs">…{token.hint}</code>. {sayLastUse(token, now)}{" "}
        Anything that uses it is refused immediately.
      </p>
      {token.mayManageTokens && <p>User tokens that it generated are deleted with it.</p>}
    </AlertDialog>
  );
}
