"use client";

import { useState } from "react";
import { attempt } from "@/components/tokens/attempt";
import { FailureNotice } from "@/components/tokens/failure-notice";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { PersonView } from "@/lib/people/person";
import type { Failure } from "@/lib/result";
import { PERSON_CHANGES, type PersonVerb } from "./person-changes";

const NO_ANSWER = "Latchkey did not answer: it may have been done or not. Reload the page to see.";

type ChangeDialogProps = {
  person: PersonView;
  verb: PersonVerb;
  onClose: () => void;
  onChanged: () => void;
};

/** Says what a change of a person comes to, and does it; a refusal is told in place. */
export function ChangeDialog({ person, verb, onClose, onChanged }: ChangeDialogProps) {
  const show = useToast();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const change = PERSON_CHANGES[verb];

  async function act() {
    setBusy(true);
    setFailure(null);
    const done = await attempt(() => change.run(person), NO_ANSWER);
    setBusy(false);
    if (!done.ok) return setFailure(done.failure);
    show(done.value);
    onChanged();
  }

  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && !isBusy && onClose()}
      title={change.title(person)}
      keep={<Button>{change.keep}</Button>}
      act={
        <Button variant={change.isDangerous ? "danger" : "primary"} busy={isBusy} onClick={act}>
          {change.act}
        </Button>
      }
      returnTo={() => document.querySelector<HTMLElement>(`[data-person-more="${person.id}"]`)}
    >
      {change.sentences(person).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {failure && <FailureNotice failure={failure} />}
    </AlertDialog>
  );
}
