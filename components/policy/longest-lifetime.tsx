"use client";

import { type Ref, useId } from "react";
import { ChoicePill } from "@/components/tokens/choice-pill";
import { FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { LongestChoice } from "./longest-choice";

type LongestLifetimeProps = {
  ref: Ref<HTMLInputElement>;
  choice: LongestChoice;
  onChange: (choice: LongestChoice) => void;
  issue: string | null;
};

/** No longest lifetime, or one in days or hours. */
export function LongestLifetime({ ref, choice, onChange, issue }: LongestLifetimeProps) {
  const id = useId();
  const wrong = issue ? { "aria-invalid": true as const, "aria-describedby": `${id}-error` } : {};
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 font-medium">Longest lifetime</legend>
      <p className="text-ink-soft text-sm">
        Longer ones are refused with the latest instant that is allowed; nothing is shortened in silence.
      </p>
      <div className="grid max-w-md grid-cols-2 gap-1.5">
        <ChoicePill
          name={`${id}-limit`}
          isChosen={!choice.isLimited}
          onChoose={() => onChange({ ...choice, isLimited: false })}
        >
          No limit
        </ChoicePill>
        <ChoicePill
          name={`${id}-limit`}
          isChosen={choice.isLimited}
          onChoose={() => onChange({ ...choice, isLimited: true })}
        >
          At most
        </ChoicePill>
      </div>
      {choice.isLimited && (
        <div className="grid max-w-md grid-cols-2 gap-1.5">
          <Input
            ref={ref}
            aria-label="Longest lifetime: amount"
            inputMode="numeric"
            autoComplete="off"
            maxLength={9}
            value={choice.amount}
            onChange={(event) => onChange({ ...choice, amount: event.target.value })}
            {...wrong}
          />
          <Select
            aria-label="Longest lifetime: unit"
            value={choice.unit}
            onChange={(event) =>
              onChange({ ...choice, unit: event.target.value === "hours" ? "hours" : "days" })
            }
          >
            <option value="days">days</option>
            <option value="hours">hours</option>
          </Select>
        </div>
      )}
      <FieldError id={`${id}-error`} message={issue} />
    </fieldset>
  );
}
