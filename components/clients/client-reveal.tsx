"use client";

import { useRef } from "react";
import { CopyButton } from "@/components/tokens/copy-button";
import { RevealFooter } from "@/components/tokens/reveal-footer";
import { SecretField } from "@/components/tokens/secret-field";
import { nameFile } from "@/components/tokens/snippets";
import { DialogBody } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export type Registered = { id: string; name: string; secret: string };

type ClientRevealProps = {
  registered: Registered;
  isCaptured: boolean;
  onCaptured: () => void;
  onDone: () => void;
  onTimeout: () => void;
};

/** The client's id, and its secret, once. */
export function ClientReveal({ registered, isCaptured, onCaptured, onDone, onTimeout }: ClientRevealProps) {
  const { id, name, secret } = registered;
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <DialogBody>
        <div className="flex items-end gap-2">
          <Field label="Client ID" className="min-w-0 flex-1">
            <Input
              ref={field}
              readOnly
              value={id}
              autoComplete="off"
              spellCheck={false}
              className="font-mono text-sm"
              onFocus={(event) => event.currentTarget.select()}
            />
          </Field>
          <CopyButton
            text={id}
            what="Client ID"
            onCopied={() => {}}
            onRefused={() => field.current?.select()}
          />
        </div>
        <SecretField secret={secret} fileName={nameFile(name, "client")} onCaptured={onCaptured} />
      </DialogBody>
      <RevealFooter isCaptured={isCaptured} onDone={onDone} onTimeout={onTimeout} />
    </>
  );
}
