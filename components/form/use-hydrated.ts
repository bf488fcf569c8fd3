"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False until this page's scripts run: a form sent before would leave by a plain navigation and lose what it holds. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
