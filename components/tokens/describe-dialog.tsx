"use client";

import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Failure } from "@/lib/result";
import { describeToken } from "@/lib/tokens/actions";
import { checkDescription } from "@/lib/tokens/rules";
import type { OwnerRef, TokenView } from "@/lib/tokens/token";
import { attempt } from "./attempt";
import { FailureNotice } from "./failure-notice";

type DescribeDialogProps = {
  owner: OwnerRef;
  token: TokenView;
  onClose: () => void;
  onDescribed: (token: TokenView) => void;
};

/** Edits the description; everything else about a token stays as it was generated. */
export function DescribeDialog(props: DescribeDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent
        title="Edit description"
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          const input = event.target instanceof HTMLElement && event.target.querySelector("input");
          if (input) input.select();
        }}
        returnTo={() => document.querySelector<HTMLElement>(`[data-row-more="${props.token.id}"]`)}
      >
        <DescribeForm {...props} />
      </DialogContent>
    </Dialog>
  );
}

function DescribeForm({ owner, token, onClose, onDescribed }: DescribeDialogProps) {
  const [description, setDescription] = useState(token.description);
  const [error, setError] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    const checked = checkDescription(description);
    if ("issue" in checked) return refuse(checked.issue.message);
    setBusy(true);
    setFailure(null);
    const described = await attempt(() => describeToken(owner, token.id, checked.text));
    setBusy(false);
    if (described.ok) onDescribed(described.value);
    else if (described.failure.kind === "invalid_input") refuse(described.failure.message);
    else setFailure(described.failure);
  }

  function refuse(message: string) {
    setError(message);
    input.current?.focus();
  }

  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        <Field label="Description" error={error}>
          <Input
            ref={input}
            required
            autoComplete="off"
            value={description}
            onChange={(event) => {
              setDescription(event.target.value);
              setError(null);
            }}
          />
        </Field>
        {failure && <FailureNotice failure={failure} />}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={isBusy}>
          {isBusy ? "Saving…" : "Save"}
        </Button>
      </DialogFooter>
    </form>
  );
}
