"use client";

import { useEffect, useEffectEvent } from "react";
import { onSignedOutElsewhere } from "@/lib/sign-out-channel";

/**
 * Guards a secret on the page: asks before a reload or a leaving that would lose it, drops it when the page is put
 * away or another tab signs out, and reloads a page that comes back from the browser's back-forward cache.
 * @param mustAsk the secret was neither copied nor downloaded yet
 */
export function useSecretGuard(isShown: boolean, mustAsk: boolean, drop: () => void) {
  const dropNow = useEffectEvent(drop);
  useEffect(() => {
    if (!mustAsk) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [mustAsk]);
  useEffect(() => {
    if (!isShown) return;
    const hide = () => dropNow();
    window.addEventListener("pagehide", hide);
    const stopListening = onSignedOutElsewhere(hide);
    return () => {
      window.removeEventListener("pagehide", hide);
      stopListening();
    };
  }, [isShown]);
  useEffect(() => {
    const show = (event: PageTransitionEvent) => {
      if (event.persisted) location.reload();
    };
    window.addEventListener("pageshow", show);
    return () => window.removeEventListener("pageshow", show);
  }, []);
}
