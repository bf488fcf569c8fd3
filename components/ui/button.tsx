"use client";

import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ComponentProps, MouseEvent } from "react";
import { type ButtonLook, buttonClass } from "./button-class";
import { joinClasses } from "./class-names";

type ButtonProps = ComponentProps<"button"> & ButtonLook & { icon?: LucideIcon; busy?: boolean };

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
      className={joinClasses(buttonClass({ variant, size }), className)}
      onClick={handleClick}
    >
      {shownIcon}
      {children}
    </button>
  );
}
