"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { Switch } from "./switch";

type SwitchFieldProps = Omit<ComponentProps<typeof Switch>, "id" | "checked"> & {
  checked: boolean;
  label: ReactNode;
  hint?: ReactNode;
};

/** A switch with its label and hint before it; the label's whole line can be pressed. */
export function SwitchField({ label, hint, ...rest }: SwitchFieldProps) {
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
      <span className="mt-0.5 flex shrink-0">
        <Switch {...rest} id={id} {...(hint ? { "aria-describedby": `${id}-hint` } : {})} />
      </span>
    </div>
  );
}
