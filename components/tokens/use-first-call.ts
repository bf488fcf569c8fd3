"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { readToken } from "@/lib/tokens/actions";
import type { OwnerRef, TokenView } from "@/lib/tokens/token";
import { attempt } from "./attempt";

const PERIOD_MS = 2000;

/**
 * Watches a token until its first call, while the page is visible. A look that fails is repeated; a session that
 * has ended is told, since nothing of the secret may stay then.
 */
export function useFirstCall(owner: OwnerRef, id: string, onSignedOut: () => void): TokenView["lastUse"] {
  const [lastUse, setLastUse] = useState<TokenView["lastUse"]>(null);
  const look = useEffectEvent(async (): Promise<void> => {
    const read = await attempt(() => readToken(owner, id));
    if (read.ok) setLastUse(read.value.lastUse);
    else if (read.failure.kind === "unauthenticated") onSignedOut();
  });
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      timer = setTimeout(async () => {
        if (!document.hidden) await look();
        if (!stopped) again();
      }, PERIOD_MS);
    };
    again();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, []);
  return lastUse;
}
