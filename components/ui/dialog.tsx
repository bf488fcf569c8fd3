"use client";

import * as Radix from "@radix-ui/react-dialog";
import { X } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "./button";
import { joinClasses } from "./class-names";
import { useReturnFocus } from "./use-return-focus";

/** Controlled: `open` and `onOpenChange`. */
export const Dialog = Radix.Root;

// As high as the sheets: a question asked over an open dialog dims that dialog too, by coming later.
export const SCRIM = "fixed inset-0 z-50 animate-fade bg-scrim";

/** A sheet from the bottom on phones, a centred box elsewhere; it scrolls inside itself. */
export const SHEET = joinClasses(
  "fixed z-50 flex animate-rise flex-col bg-raised shadow-dialog outline-none",
  "max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[94dvh] max-sm:rounded-t-box max-sm:pb-[env(safe-area-inset-bottom)]",
  "sm:inset-0 sm:m-auto sm:h-fit sm:max-h-[calc(100dvh-4rem)] sm:w-[calc(100vw-4rem)] sm:rounded-box",
);

type DialogContentProps = Omit<ComponentProps<typeof Radix.Content>, "title" | "onCloseAutoFocus"> & {
  title: ReactNode;
  description?: ReactNode;
  /** Props for the title, e.g. a ref and tabIndex to send focus to it. */
  titleProps?: ComponentProps<"h2">;
  wide?: boolean;
  /** Takes the focus when the dialog has closed; else what had it before. */
  returnTo?: (() => HTMLElement | null) | undefined;
};

/** The box of a dialog: title, description, a close button, and a body that scrolls when it must. */
export function DialogContent({
  title,
  description,
  titleProps,
  wide,
  returnTo,
  children,
  className,
  onOpenAutoFocus,
  ...rest
}: DialogContentProps) {
  const focus = useReturnFocus(returnTo);
  return (
    <Radix.Portal>
      <Radix.Overlay className={SCRIM} />
      <Radix.Content
        {...(description ? {} : { "aria-describedby": undefined })}
        {...rest}
        onOpenAutoFocus={(event) => {
          focus.remember();
          (onOpenAutoFocus ?? focusFirstField)(event);
        }}
        onCloseAutoFocus={focus.giveBack}
        className={joinClasses(SHEET, wide ? "sm:max-w-2xl" : "sm:max-w-xl", className)}
      >
        <header className="flex items-start gap-4 px-4 pt-4 sm:px-6 sm:pt-5">
          <div className="min-w-0 flex-1 pt-1.5 sm:pt-0.5">
            <Radix.Title {...titleProps} className="font-semibold text-lg tracking-tight outline-none">
              {title}
            </Radix.Title>
            {description && (
              <Radix.Description className="mt-1 text-ink-soft">{description}</Radix.Description>
            )}
          </div>
          <Radix.Close asChild>
            <Button variant="quiet" size="icon" icon={X} aria-label="Close" className="-mr-2 sm:-mr-2.5" />
          </Radix.Close>
        </header>
        {children}
      </Radix.Content>
    </Radix.Portal>
  );
}

/** A form begins in its first field, not at the button that closes it. (autoFocus would come before `remember`.) */
function focusFirstField(event: Event) {
  const content = event.target instanceof HTMLElement ? event.target : null;
  const field = content?.querySelector<HTMLElement>("input:not([hidden]), textarea");
  if (!field) return;
  event.preventDefault();
  field.focus();
}

/** The scrolling middle of a dialog. */
export function DialogBody({ className, ...rest }: ComponentProps<"div">) {
  return (
    <div
      {...rest}
      className={joinClasses(
        "flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-4 py-5 sm:px-6",
        className,
      )}
    />
  );
}

/** The dialog's actions, the main one last; on phones they share the full width. */
export function DialogFooter({ className, ...rest }: ComponentProps<"div">) {
  return (
    <div
      {...rest}
      className={joinClasses(
        "flex items-center justify-end gap-2 border-t px-4 py-3 max-sm:*:flex-1 sm:px-6",
        className,
      )}
    />
  );
}
