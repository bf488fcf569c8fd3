"use client";

import { useState } from "react";
import { attempt } from "@/components/tokens/attempt";
import { joinClasses } from "@/components/ui/class-names";
import { FieldError } from "@/components/ui/field";
import { setTheme } from "@/lib/users/actions";
import { THEMES, type Theme } from "@/lib/users/user";
import { ThemePreview } from "./theme-preview";

const WORDS: Record<Theme, { word: string; hint: string }> = {
  system: { word: "System", hint: "As your device is set" },
  light: { word: "Light", hint: "At all times" },
  dark: { word: "Dark", hint: "At all times" },
};

/** The theme, applied at once and remembered by this browser. */
export function ThemeCards({ theme }: { theme: Theme }) {
  const [chosen, setChosen] = useState(theme);
  const [error, setError] = useState<string | null>(null);

  async function choose(next: Theme) {
    setChosen(next);
    setError(null);
    apply(next);
    const result = await attempt(() => setTheme(next));
    if (!result.ok) setError(`The theme holds until you leave this page. ${result.failure.message}`);
  }

  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="sr-only">Theme</legend>
      <div className="grid gap-3 sm:grid-cols-3 sm:gap-4">
        {THEMES.map((value) => (
          <label
            key={value}
            className={joinClasses(
              "flex cursor-pointer flex-row items-center gap-4 rounded-box border bg-surface p-3 sm:flex-col sm:items-stretch",
              "transition-colors duration-100 hover:border-edge has-checked:border-accent-text has-checked:bg-accent-soft",
              "has-focus-visible:outline-2 has-focus-visible:outline-accent-text has-focus-visible:outline-offset-2",
            )}
          >
            <ThemePreview theme={value} />
            <span className="flex items-center gap-2.5">
              <input
                type="radio"
                name="theme"
                value={value}
                aria-labelledby={`theme-${value}`}
                aria-describedby={`theme-${value}-hint`}
                checked={chosen === value}
                onChange={() => choose(value)}
                className="size-4 shrink-0 outline-none"
              />
              <span>
                <span id={`theme-${value}`} className="block font-medium">
                  {WORDS[value].word}
                </span>
                <span id={`theme-${value}-hint`} className="block text-ink-soft text-sm">
                  {WORDS[value].hint}
                </span>
              </span>
            </span>
          </label>
        ))}
      </div>
      <FieldError message={error} />
    </fieldset>
  );
}

function apply(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
