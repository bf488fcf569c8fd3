"use client";

import { Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { attempt } from "@/components/tokens/attempt";
import { formatAgo } from "@/components/tokens/instant";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { deleteClient } from "@/lib/clients/actions";
import type { ClientView } from "@/lib/clients/client";

type DeleteClientDialogProps = {
  client: ClientView;
  now: Date;
  onKeep: () => void;
  onDeleted: () => void;
};

/** Asks before a client is deleted; tells what stops. */
export function DeleteClientDialog({ client, now, onKeep, onDeleted }: DeleteClientDialogProps) {
  const show = useToast();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const isDone = useRef(false);
  const { id, name, lastUsedAt } = client;

  async function remove() {
    setBusy(true);
    setError(null);
    const deleted = await attempt(() => deleteClient(id));
    setBusy(false);
    // Deleted elsewhere in the meantime is what was asked for.
    if (!deleted.ok && deleted.failure.kind !== "not_found") return setError(deleted.failure.message);
    isDone.current = true;
    show({ title: `Client “${name}” deleted` });
    onDeleted();
  }

  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && !isBusy && onKeep()}
      title={`Delete "${name}"?`}
      keep={<Button>Keep client</Button>}
      act={
        <Button variant="danger" icon={Trash2} busy={isBusy} onClick={remove}>
          {isBusy ? "Deleting…" : "Delete client"}
        </Button>
      }
      returnTo={() => (isDone.current ? document.getElementById("page-heading") : null)}
    >
      <p>
        {lastUsedAt === null ? "Never used." : `Last used ${formatAgo(new Date(lastUsedAt), now, "long")}.`}{" "}
        Whatever asks with its secret is refused immediately.
      </p>
      <p>No token is touched. This cannot be undone: register it anew for a new secret.</p>
      <FieldError message={error} />
    </AlertDialog>
  );
}
