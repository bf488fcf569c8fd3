"use client";

import { useEffect, useRef, useState } from "react";
import { CopyButton } from "@/components/tokens/copy-button";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { INVITATION_DAYS } from "@/lib/invitations/invitation";

export type Invited = { email: string; link: string; hasReplaced: boolean };

/** The link, shown this once: copy it and hand it over. */
export function InvitationLink({ invited, onDone }: { invited: Invited; onDone: () => void }) {
  const { email, link, hasReplaced } = invited;
  const field = useRef<HTMLInputElement>(null);
  const [isRefused, setRefused] = useState(false);
  const [isCopied, setCopied] = useState(false);

  useEffect(() => field.current?.focus(), []);

  return (
    <>
      <DialogBody>
        <p role="status" className="text-ink-soft">
          Hand this link to <span className="font-medium text-ink">{email}</span>. It works once, for{" "}
          {INVITATION_DAYS} days, and is not shown again: whoever opens it first makes the account.
        </p>
        {hasReplaced && <Notice kind="info">The earlier link for this e-mail works no more.</Notice>}
        <Field label="Link" hint={isRefused && "The browser refused. The link is selected: press Ctrl/⌘+C."}>
          <Input
            ref={field}
            readOnly
            value={link}
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-sm"
            onFocus={(event) => event.currentTarget.select()}
          />
        </Field>
      </DialogBody>
      <DialogFooter>
        <Button onClick={onDone}>{isCopied ? "Done" : "Close"}</Button>
        <CopyButton
          text={link}
          variant="primary"
          onCopied={() => {
            setCopied(true);
            setRefused(false);
          }}
          onRefused={() => {
            setRefused(true);
            field.current?.focus();
            field.current?.select();
          }}
        />
      </DialogFooter>
    </>
  );
}
