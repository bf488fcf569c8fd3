"use client";

import { useState } from "react";
import { useForm } from "@/components/form/use-form";
import { FailureNotice } from "@/components/tokens/failure-notice";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { invite } from "@/lib/invitations/actions";
import { INVITATION_DAYS } from "@/lib/invitations/invitation";
import { InvitationLink, type Invited } from "./invitation-link";

type InviteDialogProps = { onClose: () => void; onInvited: () => void };

/** Asks for an e-mail, then shows the one-time link. It lives in this dialog's state and goes with it. */
export function InviteDialog({ onClose, onInvited }: InviteDialogProps) {
  const [invited, setInvited] = useState<Invited | null>(null);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={invited ? "Invitation link" : "Invite a user"}
        // A click beside it must not lose a link that is shown once.
        onInteractOutside={(event) => event.preventDefault()}
      >
        {invited ? (
          <InvitationLink invited={invited} onDone={onClose} />
        ) : (
          <InviteForm
            onCancel={onClose}
            onInvited={(value) => {
              setInvited(value);
              onInvited();
            }}
          />
        )}
      </DialogContent>
    </Dialog>
  );
}

function InviteForm({ onCancel, onInvited }: { onCancel: () => void; onInvited: (value: Invited) => void }) {
  const { formProps, buttonProps, issueOf, rest } = useForm(["email"], {
    send: (read) => invite({ email: read("email") }),
    onDone: (value) => {
      onInvited(value);
      return "leaving";
    },
  });
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        <p className="text-ink-soft">
          You get a link to hand over yourself: with it the person sets name and password and is in. It works
          once, for {INVITATION_DAYS} days. They belong to no team until you add them to one.
        </p>
        {rest && <FailureNotice failure={rest} />}
        <Field label="E-mail" error={issueOf("email")} hint="They sign in with it. Nothing is sent to it.">
          <Input name="email" type="email" inputMode="email" autoComplete="off" required />
        </Field>
      </DialogBody>
      <DialogFooter>
        <Button onClick={onCancel}>Cancel</Button>
        <Button {...buttonProps} variant="primary">
          Create the link
        </Button>
      </DialogFooter>
    </form>
  );
}
