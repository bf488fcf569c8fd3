"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";

const PARAM = "generate";

/** This page's address with or without the parameter that opens the Generate dialog. */
function addressWith(open: boolean): string {
  const url = new URL(location.href);
  if (open) url.searchParams.set(PARAM, "1");
  else url.searchParams.delete(PARAM);
  return `${url.pathname}${url.search}`;
}

/**
 * The Generate dialog as one entry of the browser's history. While the form shows, the entry has an address of its
 * own (`?generate=1`: it can be linked to, and Back closes it); the reveal has none, so that a reload finds nothing.
 * @param onBackFromReveal Back was pressed while the reveal is open; the entry is put back already
 */
export function useDialogHistory(isRevealed: boolean, onBackFromReveal: () => void) {
  const isLinked = useSearchParams().has(PARAM);
  const hasEntry = useRef(false);
  const onLeft = useRef<(() => void) | null>(null);

  const onPop = useEffectEvent(() => {
    const left = onLeft.current;
    if (left) {
      onLeft.current = null;
      left();
    } else if (isRevealed) {
      history.pushState(null, "", addressWith(false));
      onBackFromReveal();
    } else hasEntry.current = false;
  });
  useEffect(() => {
    const listen = () => onPop();
    window.addEventListener("popstate", listen);
    return () => window.removeEventListener("popstate", listen);
  }, []);

  return {
    isLinked,
    openForm() {
      const push = () => {
        history.pushState(null, "", addressWith(true));
        hasEntry.current = true;
      };
      // history.back() takes its time: pushed before it has arrived, the new entry would be what it leaves.
      const left = onLeft.current;
      if (!left) return push();
      onLeft.current = () => {
        left();
        push();
      };
    },
    enterReveal() {
      history.replaceState(null, "", addressWith(false));
      if (!hasEntry.current) history.pushState(null, "", addressWith(false));
      hasEntry.current = true;
    },
    /** Back to the list's own entry; then runs `left`. */
    leave(left: () => void) {
      if (hasEntry.current) {
        hasEntry.current = false;
        onLeft.current = left;
        history.back();
      } else {
        history.replaceState(null, "", addressWith(false));
        left();
      }
    },
  };
}
