"use client";

import { DialogBody } from "@/components/ui/dialog";
import type { OwnerRef, TokenView } from "@/lib/tokens/token";
import { AddressList } from "./address-text";
import { FirstCall } from "./first-call";
import { RevealFooter } from "./reveal-footer";
import { SecretField } from "./secret-field";
import { SnippetTabs } from "./snippet-tabs";
import { nameFile } from "./snippets";
import { useFirstCall } from "./use-first-call";

type RevealStepProps = {
  owner: OwnerRef;
  secret: string;
  token: TokenView;
  publicUrl: string;
  isCaptured: boolean;
  onCaptured: () => void;
  onDone: () => void;
  onTimeout: () => void;
  onSignedOut: () => void;
};

/** The second step of the dialog: the secret, once. */
export function RevealStep(props: RevealStepProps) {
  const { owner, secret, token, publicUrl, isCaptured, onCaptured, onDone } = props;
  const lastUse = useFirstCall(owner, token.id, props.onSignedOut);
  return (
    <>
      <DialogBody>
        <SecretField secret={secret} fileName={nameFile(token.description)} onCaptured={onCaptured} />
        {token.allowedCidrs && (
          <p className="text-ink-soft">
            It works only from <AddressList addresses={token.allowedCidrs} after="." />
          </p>
        )}
        <FirstCall lastUse={lastUse} />
        <SnippetTabs publicUrl={publicUrl} secret={secret} onCaptured={onCaptured} />
      </DialogBody>
      <RevealFooter isCaptured={isCaptured} onDone={onDone} onTimeout={props.onTimeout} />
    </>
  );
}
