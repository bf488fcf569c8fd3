"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { joinClasses } from "./class-names";
import { useField } from "./field";
import { controlClass } from "./input";

/** The browser's own select, dressed: it opens the phone's picker and needs no script. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={joinClasses("relative block", className)}>
      <select
        {...useField()}
        {...rest}
        className={controlClass("h-11 appearance-none truncate pr-8 pl-3 sm:h-9")}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-soft"
      />
    </span>
  );
}
