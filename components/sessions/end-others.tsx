"use client";

import { useState } from "react";
import { attempt } from "@/components/tokens/attempt";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { endOtherSessions } from "@/lib/sessions/actions";

/** Ends every session but this one, after a confirmation. */
export function EndOthers({ count, onEnded }: { count: number; onEnded: () => void }) {
  const show = useToast();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  function handleOpenChange(open: boolean) {
    setOpen(open);
    setError(null);
  }

  async function end() {
    setBusy(true);
    setError(null);
    const result = await attempt(endOtherSessions);
    setBusy(false);
    if (!result.ok) return setError(result.failure.message);
    setOpen(false);
    show({ title: result.value === 1 ? "One session ended" : `${result.value} sessions ended` });
    onEnded();
  }

  return (
    <>
      <Button onClick={() => handleOpenChange(true)}>End all other sessions</Button>
      <AlertDialog
        open={isOpen}
        onOpenChange={handleOpenChange}
        title="End all other sessions?"
        keep={<Button>Keep them</Button>}
        act={
          <Button variant="danger" busy={isBusy} onClick={end}>
            End {count === 1 ? "one session" : `${count} sessions`}
          </Button>
        }
        returnTo={() => document.getElementById("page-heading")}
      >
        <p>Whoever uses them is signed out at once and has to sign in again. Tokens are not touched.</p>
        <FieldError message={error} />
      </AlertDialog>
    </>
  );
}
