"use client";

import { type RefObject, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "@/components/ui/dialog";
import type { OwnerRef, TokenPolicy } from "@/lib/tokens/token";
import { CloseGuard } from "./close-guard";
import { GenerateForm } from "./generate-form";
import { RevealStep } from "./reveal-step";
import type { GenerateStep, GenerateSteps } from "./use-generate-steps";

type GenerateDialogProps = {
  steps: GenerateSteps;
  owner: OwnerRef;
  policy: TokenPolicy;
  now: Date;
  zone: string;
  publicUrl: string;
  /** The heading of the form. */
  title: string;
  actsAs: string;
  mayGrantTeams: boolean;
  /** Takes the focus when the dialog has closed. */
  triggerRef: RefObject<HTMLButtonElement | null>;
  onShowToken: (id: string) => void;
};

/** One dialog, two bodies: the form, then the secret, once. A click outside closes neither. */
export function GenerateDialog({ steps, owner, publicUrl, title, triggerRef, ...rest }: GenerateDialogProps) {
  const { step } = steps;
  const heading = useRef<HTMLHeadingElement>(null);
  const description = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (step.kind !== "form") heading.current?.focus();
  }, [step.kind]);
  const round = step.kind === "form" ? step.round : 0;
  useEffect(() => {
    if (round > 0) description.current?.focus();
  }, [round]);
  return (
    <Dialog open onOpenChange={(open) => !open && steps.requestClose()}>
      <DialogContent
        {...sayStep(step, title)}
        wide={step.kind === "reveal"}
        titleProps={{ ref: heading, tabIndex: -1 }}
        onInteractOutside={(event) => event.preventDefault()}
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          description.current?.focus();
        }}
        returnTo={() => triggerRef.current}
      >
        {step.kind === "form" && (
          <GenerateForm
            key={step.round}
            owner={owner}
            policy={rest.policy}
            now={rest.now}
            zone={rest.zone}
            actsAs={rest.actsAs}
            mayGrantTeams={rest.mayGrantTeams}
            descriptionRef={description}
            onBusy={steps.setBusy}
            onGenerated={steps.reveal}
            onCancel={steps.requestClose}
            onStartOver={steps.startOver}
            onShowToken={(id) => steps.closeFor(() => rest.onShowToken(id))}
          />
        )}
        {step.kind === "reveal" && (
          <RevealStep
            owner={owner}
            secret={step.secret}
            token={step.token}
            publicUrl={publicUrl}
            isCaptured={step.isCaptured}
            onCaptured={steps.capture}
            onDone={steps.requestClose}
            onTimeout={steps.removeSecret}
            onSignedOut={steps.signedOut}
          />
        )}
        {step.kind === "removed" && <RemovedStep isCaptured={step.isCaptured} onDone={steps.close} />}
        <CloseGuard
          open={step.kind === "reveal" && step.isAsking}
          onKeep={steps.keepOpen}
          onClose={steps.close}
        />
      </DialogContent>
    </Dialog>
  );
}

function sayStep(step: GenerateStep, title: string): { title: string; description?: string } {
  if (step.kind === "form") return { title };
  if (step.kind === "removed") return { title: "The secret was removed from this page" };
  return {
    title: "Token generated",
    description: "Copy it now: it will not be displayed again. Treat it like a password.",
  };
}

function RemovedStep({ isCaptured, onDone }: { isCaptured: boolean; onDone: () => void }) {
  return (
    <>
      <DialogBody>
        <p className="text-ink-soft">
          It had been shown for ten minutes.{" "}
          {isCaptured
            ? "The token itself works on: use the secret that you copied."
            : "It was neither copied nor downloaded, so nobody has it: delete the token and generate a new one."}
        </p>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      </DialogFooter>
    </>
  );
}
