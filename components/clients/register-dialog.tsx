"use client";

import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { placeConflictAt } from "@/components/form/conflict-at";
import { useForm } from "@/components/form/use-form";
import { CloseGuard } from "@/components/tokens/close-guard";
import { FailureNotice } from "@/components/tokens/failure-notice";
import { useDialogHistory } from "@/components/tokens/use-dialog-history";
import { useSecretGuard } from "@/components/tokens/use-secret-guard";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { registerClient } from "@/lib/clients/actions";
import { ClientReveal, type Registered } from "./client-reveal";

type RegisterDialogProps = { onClose: () => void; onRegistered: () => void };

/** Asks for a name, then shows the client's secret, once. It lives in this dialog's state and goes with it. */
export function RegisterDialog({ onClose, onRegistered }: RegisterDialogProps) {
  const show = useToast();
  const [registered, setRegistered] = useState<Registered | null>(null);
  const [isCaptured, setCaptured] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const isShown = registered !== null;
  const history = useDialogHistory(isShown, requestClose);
  useSecretGuard(isShown, isShown && !isCaptured, () => flushSync(onClose));
  useEffect(() => {
    if (isShown) heading.current?.focus();
  }, [isShown]);

  function requestClose() {
    if (isShown && !isCaptured) setAsking(true);
    else close();
  }

  function close() {
    history.leave(onClose);
  }

  return (
    <Dialog open onOpenChange={(open) => !open && requestClose()}>
      <DialogContent
        title={isShown ? "Client registered" : "Register a client"}
        {...(isShown && {
          description: "Copy its secret now: it will not be displayed again. Treat it like a password.",
        })}
        titleProps={{ ref: heading, tabIndex: -1 }}
        // A click beside it must not lose a secret that is shown once.
        onInteractOutside={(event) => event.preventDefault()}
      >
        {registered ? (
          <ClientReveal
            registered={registered}
            isCaptured={isCaptured}
            onCaptured={() => setCaptured(true)}
            onDone={requestClose}
            onTimeout={() => {
              show({
                title: "The secret was removed from this page",
                description:
                  "It had been shown for ten minutes. Whoever copied it may go on; without it the client is of no use.",
              });
              close();
            }}
          />
        ) : (
          <RegisterForm
            onCancel={onClose}
            onRegistered={(value) => {
              history.enterReveal();
              setRegistered(value);
              onRegistered();
            }}
          />
        )}
        <CloseGuard open={isAsking} onKeep={() => setAsking(false)} onClose={close} />
      </DialogContent>
    </Dialog>
  );
}

type RegisterFormProps = { onCancel: () => void; onRegistered: (value: Registered) => void };

function RegisterForm({ onCancel, onRegistered }: RegisterFormProps) {
  const { formProps, buttonProps, issueOf, rest } = useForm(["name"], {
    send: async (read) => placeConflictAt("name", await registerClient({ name: read("name") })),
    onDone: (value) => {
      onRegistered(value);
      return "leaving";
    },
  });
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        <p className="text-ink-soft">
          It may then ask about every token whose secret it is shown, and end it. It can list none and
          generate none.
        </p>
        {rest && <FailureNotice failure={rest} />}
        <Field
          label="Name"
          error={issueOf("name")}
          hint="What will ask? e.g. Artifact registry, Secret scanner"
        >
          <Input name="name" autoComplete="off" required />
        </Field>
      </DialogBody>
      <DialogFooter>
        <Button onClick={onCancel}>Cancel</Button>
        <Button {...buttonProps} variant="primary">
          Register client
        </Button>
      </DialogFooter>
    </form>
  );
}
