"use client";

import { Trash2 } from "lucide-react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import type { TokenView } from "@/lib/tokens/token";
import { nameOf, sayLastUse } from "./last-use";

type DeleteDialogProps = {
  token: TokenView;
  now: Date;
  onKeep: () => void;
  onDelete: (token: TokenView) => void;
};

/** Asks before a token is deleted: who used it last, and what its death means. */
export function DeleteDialog({ token, now, onKeep, onDelete }: DeleteDialogProps) {
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onKeep()}
      title={`Delete "${nameOf(token)}"?`}
      keep={<Button>Keep token</Button>}
      act={
        <Button variant="danger" icon={Trash2} onClick={() => onDelete(token)}>
          Delete token
        </Button>
      }
    >
      <p>{sayLastUse(token, now)} Anything that uses it is refused immediately.</p>
      {token.mayManageTokens && <p>Tokens that it generated are deleted with it.</p>}
    </AlertDialog>
  );
}
