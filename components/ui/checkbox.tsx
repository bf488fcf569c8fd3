"use client";

import { Check } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "className"> & {
  label: ReactNode;
  hint?: ReactNode;
};

/** A checkbox whose whole line can be pressed; the hint says what ticking it means. */
export function Checkbox({ label, hint, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex gap-3">
      <span className="relative mt-0.5 flex size-[18px] shrink-0">
        <input
          {...rest}
          id={id}
          type="checkbox"
          {...(hint ? { "aria-describedby": `${id}-hint` } : {})}
          className="peer size-full appearance-none rounded-tick border border-edge bg-surface transition-colors duration-100 checked:border-accent checked:bg-accent disabled:cursor-not-allowed disabled:opacity-55"
        />
        <Check
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute inset-[2px] size-3.5 text-on-accent opacity-0 peer-checked:opacity-100"
        />
      </span>
      <div className="min-w-0">
        <label htmlFor={id} className="block font-medium max-sm:-my-2 max-sm:py-2">
          {label}
        </label>
        {hint && (
          <div id={`${id}-hint`} className="text-sm text-ink-soft">
            {hint}
          </div>
        )}
      </div>
    </div>
  );
}
