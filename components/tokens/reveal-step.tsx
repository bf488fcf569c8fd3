"use client";

import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { OwnerRef, TokenView } from "@/lib/tokens/token";
import { useCountdown } from "./clock";
import { FirstCall } from "./first-call";
import { SecretField } from "./secret-field";
import { SnippetTabs } from "./snippet-tabs";
import { useFirstCall } from "./use-first-call";

const SHOWN_SECONDS = 600;
const WARNED_SECONDS = 60;

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
  const { left, restart } = useCountdown(SHOWN_SECONDS, props.onTimeout);
  return (
    <>
      <DialogBody>
        <SecretField secret={secret} description={token.description} onCaptured={onCaptured} />
        <FirstCall lastUse={lastUse} />
        <SnippetTabs publicUrl={publicUrl} secret={secret} onCaptured={onCaptured} />
      </DialogBody>
      {left <= WARNED_SECONDS && (
        <div className="px-4 pb-4 sm:px-6">
          <Notice kind="warn" title="In less than a minute the secret leaves this page">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span className="tabular-nums">
                It is removed for your safety<span aria-hidden> in {left} s</span>.
              </span>
              <Button size="small" onClick={restart}>
                Keep it on the page
              </Button>
            </div>
          </Notice>
        </div>
      )}
      <DialogFooter>
        <Button variant={isCaptured ? "primary" : "secondary"} onClick={onDone}>
          Done
        </Button>
      </DialogFooter>
    </>
  );
}
