"use client";

import { CircleSlash } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";

/** The end of a login that was not allowed: what happened, and what to do in the terminal. Takes the focus. */
export function StopPanel({ title, children }: { title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="flex flex-col gap-4 p-5 sm:p-8">
      <span className="flex size-12 items-center justify-center rounded-full border bg-canvas text-ink-soft">
        <CircleSlash aria-hidden className="size-5" />
      </span>
      <div>
        <h1 ref={heading} tabIndex={-1} className="font-semibold text-2xl tracking-tight outline-none">
          {title}
        </h1>
        <div className="mt-2 text-ink-soft">{children}</div>
      </div>
    </div>
  );
}
