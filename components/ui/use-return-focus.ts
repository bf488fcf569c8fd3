"use client";

import { useRef } from "react";

/**
 * Sends the focus back when a dialog closes: to `target`, else to what had it when the dialog opened, else to the
 * page's heading. Radix does so for dialogs with a trigger of its own only.
 */
export function useReturnFocus(target?: () => HTMLElement | null) {
  const opener = useRef<Element | null>(null);
  return {
    remember() {
      opener.current = document.activeElement;
    },
    giveBack(event: Event) {
      event.preventDefault();
      const home = target?.() ?? opener.current;
      if (home instanceof HTMLElement && home.isConnected) home.focus();
      else if (document.activeElement === document.body) document.querySelector<HTMLElement>("h1")?.focus();
    },
  };
}
