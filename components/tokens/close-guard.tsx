"use client";

import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";

type CloseGuardProps = { open: boolean; onKeep: () => void; onClose: () => void };

/** Asked once per attempt to leave while the secret was neither copied nor downloaded. */
export function CloseGuard({ open, onKeep, onClose }: CloseGuardProps) {
  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => !next && onKeep()}
      title="Close without copying?"
      keep={<Button>Keep open</Button>}
      act={
        <Button variant="danger" onClick={onClose}>
          Close anyway
        </Button>
      }
    >
      <p>The secret was neither copied nor downloaded, and it cannot be displayed again.</p>
    </AlertDialog>
  );
}
