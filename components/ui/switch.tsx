"use client";

import type { ComponentProps } from "react";

type SwitchProps = Omit<ComponentProps<"input">, "type" | "role" | "className">;

/** On or off, at once visible; label it with aria-label or aria-labelledby. On phones it is 44 px high to the touch. */
export function Switch(props: SwitchProps) {
  return (
    <span className="relative inline-flex h-5 w-9 shrink-0">
      <input
        {...props}
        type="checkbox"
        role="switch"
        aria-checked={props.checked ?? false}
        className="peer size-full appearance-none rounded-full border border-edge bg-sunken transition-colors duration-100 before:absolute before:-inset-3 checked:border-accent checked:bg-accent disabled:cursor-not-allowed disabled:opacity-55"
      />
      <span
        aria-hidden
        className="pointer-events-none absolute top-1 left-1 size-3 rounded-full bg-edge transition-transform duration-100 peer-checked:translate-x-4 peer-checked:bg-on-accent"
      />
    </span>
  );
}
