"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { joinClasses } from "./class-names";

type RadioCardProps = Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode };

/** A radio button as a card that can be pressed anywhere: one choice and what it means. Put several into a fieldset. */
export function RadioCard({ label, hint, className, ...rest }: RadioCardProps) {
  const id = useId();
  return (
    <label
      className={joinClasses(
        "flex cursor-pointer gap-3 rounded-box border bg-surface p-3 transition-colors duration-100",
        "hover:border-edge has-checked:border-accent-text has-checked:bg-accent-soft",
        "has-focus-visible:outline-2 has-focus-visible:outline-accent-text has-focus-visible:outline-offset-2",
        "has-disabled:cursor-not-allowed has-disabled:border-line has-disabled:opacity-55",
        className,
      )}
    >
      <input
        {...rest}
        type="radio"
        aria-labelledby={`${id}-label`}
        {...(hint ? { "aria-describedby": `${id}-hint` } : {})}
        className="mt-0.5 size-4 shrink-0 outline-none"
      />
      <span className="min-w-0">
        <span id={`${id}-label`} className="block font-medium">
          {label}
        </span>
        {hint && (
          <span id={`${id}-hint`} className="block text-ink-soft text-sm">
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}
