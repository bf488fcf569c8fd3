"use client";

import * as Radix from "@radix-ui/react-alert-dialog";
import type { ReactNode } from "react";
import { joinClasses } from "./class-names";
import { SCRIM, SHEET } from "./dialog";
import { useReturnFocus } from "./use-return-focus";

type AlertDialogProps = {
  open: boolean;
  /** Called with false on Esc and when the safe button is pressed. */
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
  /** A checkbox about what else shall happen. */
  choice?: ReactNode;
  /** The safe button; it has the focus first. Wrapped as Radix's Cancel. */
  keep: ReactNode;
  /** The button that does it. It closes nothing by itself. */
  act: ReactNode;
  /** Takes the focus when the dialog has closed; else what had it before. */
  returnTo?: () => HTMLElement | null;
};

/** A question that must be answered: a click outside does not close it. */
export function AlertDialog({
  open,
  onOpenChange,
  title,
  children,
  choice,
  keep,
  act,
  returnTo,
}: AlertDialogProps) {
  const focus = useReturnFocus(returnTo);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={SCRIM} />
        <Radix.Content
          onOpenAutoFocus={focus.remember}
          onCloseAutoFocus={focus.giveBack}
          className={joinClasses(SHEET, "sm:max-w-md")}
        >
          <div className="flex min-h-0 flex-col gap-2 overflow-y-auto px-4 pt-5 pb-5 sm:px-6">
            <Radix.Title className="font-semibold text-lg tracking-tight">{title}</Radix.Title>
            <Radix.Description asChild>
              <div className="flex flex-col gap-2 text-ink-soft">{children}</div>
            </Radix.Description>
            {choice && <div className="mt-2">{choice}</div>}
          </div>
          <div className="flex flex-col gap-2 border-t px-4 py-3 sm:flex-row sm:justify-end sm:px-6">
            <Radix.Cancel asChild>{keep}</Radix.Cancel>
            {act}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
