"use client";

import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ComponentProps, MouseEvent } from "react";
import { joinClasses } from "./class-names";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
type Look = { variant?: ButtonVariant; size?: "regular" | "small" | "icon" };

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "border-line bg-surface text-ink hover:border-edge hover:bg-sunken",
  quiet: "border-transparent text-ink-soft hover:bg-sunken hover:text-ink",
  danger: "border-transparent bg-danger-solid text-on-accent hover:bg-danger-strong",
};

const SIZES = {
  regular: "h-11 gap-2 px-4 sm:h-9 sm:px-3.5",
  small: "h-11 gap-1.5 px-3 text-sm sm:h-8 sm:px-2.5",
  icon: "size-11 sm:size-8",
} as const;

/** The look of a button, for links that lead somewhere else. */
export function buttonClass({ variant = "secondary", size = "regular" }: Look = {}): string {
  return joinClasses(
    "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-box border font-medium no-underline",
    "transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-55",
    "aria-busy:cursor-progress aria-disabled:cursor-not-allowed",
    VARIANTS[variant],
    SIZES[size],
  );
}

type ButtonProps = ComponentProps<"button"> & Look & { icon?: LucideIcon; busy?: boolean };

/**
 * A button. While `busy` it keeps its focus and its place, shows its work on itself and takes no second click.
 * With size "icon" give it an `aria-label`.
 */
export function Button({
  variant,
  size,
  icon: Icon,
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  function handleClick(event: MouseEvent<HTMLButtonElement>) {
    if (busy) event.preventDefault();
    else onClick?.(event);
  }
  const shownIcon = busy ? (
    <LoaderCircle aria-hidden className="size-4 animate-spin" />
  ) : (
    Icon && <Icon aria-hidden className="size-4" />
  );
  return (
    <button
      type="button"
      {...rest}
      {...(busy ? { "aria-busy": true, "aria-disabled": true } : {})}
      className={joinClasses(buttonClass({ ...(variant && { variant }), ...(size && { size }) }), className)}
      onClick={handleClick}
    >
      {shownIcon}
      {children}
    </button>
  );
}
