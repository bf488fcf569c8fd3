"use client";

import type { ReactNode } from "react";
import { joinClasses } from "@/components/ui/class-names";

type ChoicePillProps = {
  name: string;
  isChosen: boolean;
  disabled?: boolean;
  /** Over two columns on phones. */
  wide?: boolean;
  onChoose: () => void;
  children: ReactNode;
};

/** A radio button in the shape of a pill; arrow keys move among those of one name. */
export function ChoicePill({
  name,
  isChosen,
  disabled = false,
  wide = false,
  onChoose,
  children,
}: ChoicePillProps) {
  return (
    <label className={joinClasses("relative flex", wide && "max-sm:col-span-2")}>
      <input
        type="radio"
        name={name}
        checked={isChosen}
        disabled={disabled}
        onChange={onChoose}
        className="peer absolute inset-0 size-full cursor-pointer appearance-none rounded-box disabled:cursor-not-allowed"
      />
      <span className="flex h-11 w-full items-center justify-center rounded-box border bg-surface px-1 text-center text-sm transition-colors duration-100 peer-checked:border-accent-text peer-checked:bg-accent-soft peer-checked:font-medium peer-checked:text-accent-text peer-disabled:border-dashed peer-disabled:bg-transparent peer-disabled:text-ink-faint peer-disabled:line-through peer-enabled:peer-hover:border-edge sm:h-8">
        {children}
      </span>
    </label>
  );
}
