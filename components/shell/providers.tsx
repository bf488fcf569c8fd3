"use client";

import { setNonce } from "get-nonce";
import { type ReactNode, useState } from "react";
import { ToastProvider } from "@/components/ui/toast";

/**
 * What every page stands in. The nonce of the first document stays the valid one for the page's whole life, also
 * when a refresh brings a newer; Radix's injected style needs it before the first dialog opens.
 */
export function Providers({ nonce, children }: { nonce: string | null; children: ReactNode }) {
  const [firstNonce] = useState(nonce);
  if (typeof window !== "undefined" && firstNonce) setNonce(firstNonce);
  return <ToastProvider>{children}</ToastProvider>;
}
