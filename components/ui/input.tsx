"use client";

import type { ComponentProps } from "react";
import { joinClasses } from "./class-names";
import { useField } from "./field";

// 16 px on phones: iOS zooms the page into any smaller input.
const CONTROL =
  "w-full min-w-0 rounded-box border border-edge bg-surface text-ink max-sm:text-[16px] " +
  "transition-colors duration-100 hover:border-ink-soft " +
  "focus-visible:border-accent-text focus-visible:outline-offset-0 " +
  "aria-invalid:border-danger disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-ink-soft";

/** The look that every text-like control shares. */
export function controlClass(className?: string): string {
  return joinClasses(CONTROL, className);
}

/** A text input; inside a Field it is labelled and described by it. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input {...useField()} {...rest} className={controlClass(joinClasses("h-11 px-3 sm:h-9", className))} />
  );
}
