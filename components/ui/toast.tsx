"use client";

import { CircleCheck, CircleX, X } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { Button } from "./button";

export type ToastMessage = {
  title: string;
  description?: string;
  kind?: "good" | "danger";
  action?: ReactNode;
};
type ShownToast = ToastMessage & { id: number };

const SHOWN_MS = 6000;
const MOST = 3;

const ToastContext = createContext<(message: ToastMessage) => void>(() => {});

/** Returns `show(message)`: a word at the lower edge that leaves by itself after six seconds. */
export function useToast(): (message: ToastMessage) => void {
  return useContext(ToastContext);
}

/** Put it once around the application. The live region is there before its first message: else none is announced. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<ShownToast[]>([]);
  const next = useRef(0);
  const show = useCallback((message: ToastMessage) => {
    next.current += 1;
    const toast = { ...message, id: next.current };
    setToasts((shown) => [...shown, toast].slice(-MOST));
  }, []);
  const forget = useCallback(
    (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)),
    [],
  );
  return (
    <ToastContext value={show}>
      {children}
      <div
        aria-live="polite"
        className="pointer-events-none fixed right-0 bottom-0 z-60 flex w-full max-w-md flex-col gap-2 p-4 sm:p-6"
      >
        {toasts.map((toast) => (
          <Toast key={toast.id} toast={toast} onClose={forget} />
        ))}
      </div>
    </ToastContext>
  );
}

/** Stays while it is pointed at or holds the focus. */
function Toast({ toast, onClose }: { toast: ShownToast; onClose: (id: number) => void }) {
  const [isHeld, setHeld] = useState(false);
  const cameFrom = useRef<Element | null>(null);
  const Icon = toast.kind === "danger" ? CircleX : CircleCheck;
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => onClose(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isHeld, onClose, toast.id]);

  function dismiss() {
    if (cameFrom.current instanceof HTMLElement) cameFrom.current.focus();
    onClose(toast.id);
  }

  return (
    <section
      aria-label="Notification"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={(event) => {
        setHeld(true);
        if (!event.currentTarget.contains(event.relatedTarget)) cameFrom.current = event.relatedTarget;
      }}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex animate-rise items-start gap-3 rounded-box bg-raised py-2 pr-2 pl-4 shadow-menu"
    >
      <Icon
        aria-hidden
        className={`mt-2.5 size-4.5 shrink-0 sm:mt-1.5 ${toast.kind === "danger" ? "text-danger" : "text-good"}`}
      />
      <div role={toast.kind === "danger" ? "alert" : undefined} className="min-w-0 flex-1 py-2 sm:py-1">
        <p className="font-medium">{toast.title}</p>
        {toast.description && <p className="text-ink-soft">{toast.description}</p>}
      </div>
      {toast.action}
      <Button variant="quiet" size="icon" icon={X} aria-label="Dismiss" onClick={dismiss} />
    </section>
  );
}
