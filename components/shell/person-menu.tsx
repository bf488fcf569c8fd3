"use client";

import { ChevronDown } from "lucide-react";
import { useMenu } from "@/components/ui/use-menu";
import type { PersonSheetProps } from "./person-sheet";

const loadSheet = () => import("./person-sheet").then((part) => part.PersonSheet);

/** Who is signed in, and on a press the person's menu. */
export function PersonMenu(props: PersonSheetProps) {
  const { trigger, Sheet, menu } = useMenu(loadSheet);
  const { name } = props;
  return (
    <>
      <button
        {...trigger}
        type="button"
        aria-label={`${name}: menu`}
        className="-mr-2 flex h-11 min-w-0 items-center gap-2 rounded-box px-2 transition-colors duration-100 hover:bg-sunken data-[state=open]:bg-sunken sm:h-9"
      >
        <span
          aria-hidden
          className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent-text text-xs"
        >
          {initialsOf(name)}
        </span>
        <span className="truncate font-medium max-sm:hidden">{name}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
      </button>
      {Sheet && <Sheet {...props} menu={menu} />}
    </>
  );
}

/** "Ada Lovelace" → "AL"; "root" → "R". */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? "")][0] ?? "",
  );
  return letters.join("").toUpperCase();
}
