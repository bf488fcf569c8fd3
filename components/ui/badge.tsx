import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { joinClasses } from "./class-names";

export type Tone = "neutral" | "accent" | "good" | "warn" | "danger";

const TONES: Record<Tone, string> = {
  neutral: "bg-sunken text-ink-soft",
  accent: "bg-accent-soft text-accent-text",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  danger: "bg-danger-soft text-danger",
};

/** A status: always an icon and a word, never colour alone. */
export function Badge({
  tone = "neutral",
  icon: Icon,
  children,
}: {
  tone?: Tone;
  icon: LucideIcon;
  children: ReactNode;
}) {
  return (
    <span
      className={joinClasses(
        "inline-flex h-6 shrink-0 items-center gap-1 whitespace-nowrap rounded-full pr-2.5 pl-2 font-medium text-xs",
        TONES[tone],
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {children}
    </span>
  );
}
