"use client";

import { useState } from "react";
import { flushSync } from "react-dom";
import type { TokenView } from "@/lib/tokens/token";
import { useDialogHistory } from "./use-dialog-history";
import { useSecretGuard } from "./use-secret-guard";

/** The secret lives in the step that shows it and nowhere else; whatever replaces that step forgets it. */
export type GenerateStep =
  | { kind: "form"; round: number; isBusy: boolean }
  | { kind: "reveal"; secret: string; token: TokenView; isCaptured: boolean; isAsking: boolean }
  | { kind: "removed"; token: TokenView; isCaptured: boolean };

const CLEAN: GenerateStep = { kind: "form", round: 0, isBusy: false };

export type GenerateSteps = ReturnType<typeof useGenerateSteps>;

/**
 * The Generate dialog's two steps and every way out of them. Held by the panel, above the list, so that a refreshed
 * list never remounts an open reveal.
 * @param onGenerated a token is there; called before its secret shows
 * @param onClosed the dialog has closed and the address is the list's again
 */
export function useGenerateSteps(
  mayOpen: boolean,
  onGenerated: (token: TokenView) => void,
  onClosed: () => void,
) {
  const [step, setStep] = useState<GenerateStep>(CLEAN);
  const history = useDialogHistory(step.kind !== "form", requestClose);
  const isShown = step.kind === "reveal";
  useSecretGuard(isShown, isShown && !step.isCaptured, () => flushSync(() => setStep(CLEAN)));

  function change(next: (shown: GenerateStep) => GenerateStep) {
    setStep(next);
  }

  /** @param next runs instead of `onClosed` once the address is the list's own again */
  function close(next: () => void = onClosed) {
    setStep(CLEAN);
    history.leave(next);
  }

  function requestClose() {
    if (step.kind === "form" && step.isBusy) return;
    if (step.kind === "reveal" && !step.isCaptured) setStep({ ...step, isAsking: true });
    else close();
  }

  return {
    step,
    // A secret on the screen stays there, also when the right to generate is lost meanwhile.
    isOpen: (mayOpen && history.isLinked) || step.kind !== "form" || step.isBusy,
    open: () => history.openForm(),
    close: () => close(),
    closeFor: (next: () => void) => close(next),
    requestClose,
    startOver: () =>
      change((shown) => (shown.kind === "form" ? { ...shown, round: shown.round + 1 } : shown)),
    setBusy: (isBusy: boolean) => change((shown) => (shown.kind === "form" ? { ...shown, isBusy } : shown)),
    reveal({ secret, token }: { secret: string; token: TokenView }) {
      onGenerated(token);
      history.enterReveal();
      setStep({ kind: "reveal", secret, token, isCaptured: false, isAsking: false });
    },
    capture: () => change((shown) => (shown.kind === "reveal" ? { ...shown, isCaptured: true } : shown)),
    keepOpen: () => change((shown) => (shown.kind === "reveal" ? { ...shown, isAsking: false } : shown)),
    removeSecret: () =>
      change((shown) =>
        shown.kind === "reveal"
          ? { kind: "removed", token: shown.token, isCaptured: shown.isCaptured }
          : shown,
      ),
    /** The session has ended: nothing of the secret may stay; the reload leads to the sign-in page. */
    signedOut() {
      flushSync(() => setStep(CLEAN));
      location.reload();
    },
  };
}
