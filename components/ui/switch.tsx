"use client";

import { type ComponentProps, type ReactNode, useId } from "react";

type SwitchProps = Omit<ComponentProps<"input">, "type" | "className" | "role" | "checked"> & {
  checked: boolean;
  label: ReactNode;
  hint?: ReactNode;
};

/** On or off; the label and the hint stand before it, and the label's whole line can be pressed. */
export function Switch({ label, hint, ...rest }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-6">
      <div className="min-w-0">
        <label htmlFor={id} className="block font-medium max-sm:-my-2 max-sm:py-2">
          {label}
        </label>
        {hint && (
          <div id={`${id}-hint`} className="max-w-prose text-ink-soft text-sm">
            {hint}
          </div>
        )}
      </div>
      <span className="relative mt-0.5 flex h-6 w-11 shrink-0">
        <input
          {...rest}
          id={id}
          type="checkbox"
          role="switch"
          aria-checked={rest.checked}
          {...(hint ? { "aria-describedby": `${id}-hint` } : {})}
          className="peer size-full cursor-pointer appearance-none rounded-full border border-edge bg-sunken transition-colors duration-100 checked:border-accent checked:bg-accent disabled:cursor-not-allowed disabled:opacity-55"
        />
        <span
          aria-hidden
          className="pointer-events-none absolute top-1 left-1 size-4 rounded-full bg-ink-soft transition-[translate,background-color] duration-100 peer-checked:translate-x-5 peer-checked:bg-on-accent"
        />
      </span>
    </div>
  );
}
