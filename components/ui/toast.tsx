"use client";

import * as Radix from "@radix-ui/react-toast";
import { CircleCheck, CircleX, X } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { Button } from "./button";

export type ToastMessage = {
  title: string;
  description?: string;
  kind?: "good" | "danger";
  action?: ReactNode;
};
type ShownToast = ToastMessage & { id: number };

const ToastContext = createContext<(message: ToastMessage) => void>(() => {});

/** Returns `show(message)`: a word at the lower edge that leaves by itself after six seconds. */
export function useToast(): (message: ToastMessage) => void {
  return useContext(ToastContext);
}

/** Put it once around the application. The viewport comes after mounting: rendered on the server it would carry a
 * style attribute, which the content security policy refuses. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<ShownToast[]>([]);
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  const show = useCallback((message: ToastMessage) => {
    setToasts((shown) => [...shown.slice(-2), { ...message, id: (shown.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  const forget = useCallback(
    (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)),
    [],
  );
  return (
    <ToastContext value={show}>
      <Radix.Provider duration={6000} swipeDirection="right" label="Notification">
        {children}
        {toasts.map((toast) => (
          <Toast key={toast.id} toast={toast} onClose={() => forget(toast.id)} />
        ))}
        {mounted && (
          <Radix.Viewport className="fixed right-0 bottom-0 z-60 flex w-full max-w-md flex-col gap-2 p-4 outline-none sm:p-6" />
        )}
      </Radix.Provider>
    </ToastContext>
  );
}

function Toast({ toast, onClose }: { toast: ShownToast; onClose: () => void }) {
  const Icon = toast.kind === "danger" ? CircleX : CircleCheck;
  return (
    <Radix.Root
      onOpenChange={(open) => !open && onClose()}
      type={toast.kind === "danger" ? "foreground" : "background"}
      className="flex animate-rise items-start gap-3 rounded-box bg-raised py-2 pr-2 pl-4 shadow-menu"
    >
      <Icon
        aria-hidden
        className={`mt-2.5 size-4.5 shrink-0 sm:mt-1.5 ${toast.kind === "danger" ? "text-danger" : "text-good"}`}
      />
      <div className="min-w-0 flex-1 py-2 sm:py-1">
        <Radix.Title className="font-medium">{toast.title}</Radix.Title>
        {toast.description && (
          <Radix.Description className="text-ink-soft">{toast.description}</Radix.Description>
        )}
      </div>
      {toast.action}
      <Radix.Close asChild>
        <Button variant="quiet" size="icon" icon={X} aria-label="Dismiss" />
      </Radix.Close>
    </Radix.Root>
  );
}
