"use client";

import { Input } from "@/components/ui/input";
import type { Issue } from "@/lib/result";
import { ChoicePill } from "./choice-pill";
import { toLocalInput } from "./instant";
import type { ExpiryChoice } from "./lifetime";

type CustomLifetimeProps = {
  id: string;
  choice: ExpiryChoice;
  onChange: (choice: ExpiryChoice) => void;
  issues: Issue[];
  now: Date;
  zone: string;
};

const PARTS = [
  { part: "days", word: "Days" },
  { part: "hours", word: "Hours" },
  { part: "minutes", word: "Minutes" },
] as const;

/** A lifetime in days, hours and minutes, or the instant at which it ends. */
export function CustomLifetime({ id, choice, onChange, issues, now, zone }: CustomLifetimeProps) {
  const wrong = (field: string) =>
    issues.some((issue) => issue.field === field)
      ? { "aria-invalid": true as const, "aria-describedby": `${id}-${field}-error` }
      : {};
  return (
    <div className="flex flex-col gap-2 rounded-box bg-sunken p-3">
      <div className="grid grid-cols-2 gap-1.5">
        <ChoicePill
          name={`${id}-custom`}
          isChosen={choice.custom === "duration"}
          onChoose={() => onChange({ ...choice, custom: "duration" })}
        >
          For a time
        </ChoicePill>
        <ChoicePill
          name={`${id}-custom`}
          isChosen={choice.custom === "until"}
          onChoose={() => onChange({ ...choice, custom: "until" })}
        >
          Until a date
        </ChoicePill>
      </div>
      {choice.custom === "duration" ? (
        <div className="grid grid-cols-3 gap-2">
          {PARTS.map(({ part, word }) => (
            <label key={part} htmlFor={`${id}-${part}`} className="flex flex-col gap-1 text-ink-soft text-sm">
              {word}
              <Input
                id={`${id}-${part}`}
                inputMode="numeric"
                autoComplete="off"
                maxLength={9}
                placeholder="0"
                data-issue={part}
                value={choice[part]}
                onChange={(event) => onChange({ ...choice, [part]: event.target.value })}
                {...wrong(part)}
              />
            </label>
          ))}
        </div>
      ) : (
        <label htmlFor={`${id}-instant`} className="flex flex-col gap-1 text-ink-soft text-sm">
          Date and time ({zone})
          <Input
            id={`${id}-instant`}
            type="datetime-local"
            data-issue="instant"
            min={toLocalInput(now, zone)}
            max="9999-12-31T23:59"
            value={choice.until}
            onChange={(event) => onChange({ ...choice, until: event.target.value })}
            {...wrong("instant")}
          />
        </label>
      )}
    </div>
  );
}
