"use client";

import { useId } from "react";
import { FieldError } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { Issue } from "@/lib/result";
import type { TokenPolicy } from "@/lib/tokens/token";
import { ChoicePill } from "./choice-pill";
import { CustomLifetime } from "./custom-lifetime";
import { formatInstant, formatUntil } from "./instant";
import { type ExpiryChoice, isAllowed, PRESETS, readExpiry, sayMinutes } from "./lifetime";

type LifetimeFieldProps = {
  choice: ExpiryChoice;
  onChange: (choice: ExpiryChoice) => void;
  issues: Issue[];
  policy: TokenPolicy;
  now: Date;
  zone: string;
};

const MINUTE_MS = 60_000;

/** Expiration: presets, a custom lifetime, or never; under it, live, the instant that it comes to. */
export function LifetimeField({ choice, onChange, issues, policy, now, zone }: LifetimeFieldProps) {
  const id = useId();
  const pick = (kind: ExpiryChoice["kind"]) => onChange({ ...choice, kind });
  const options = [
    ...PRESETS.map((preset) => ({
      kind: preset.id,
      word: preset.word,
      isFree: isAllowed(preset.minutes, policy),
    })),
    { kind: "custom" as const, word: "Custom", isFree: true },
    { kind: "never" as const, word: "Never", isFree: isAllowed(null, policy) },
  ];
  return (
    <fieldset
      aria-describedby={`${id}-limit ${id}-result`}
      {...(issues.length > 0 && { "data-invalid": "" })}
      className="flex min-w-0 flex-col gap-2"
    >
      <legend className="mb-2 font-medium">Expiration</legend>
      <div className="grid grid-cols-4 gap-1.5 sm:grid-cols-5">
        {options.map(({ kind, word, isFree }) => (
          <ChoicePill
            key={kind}
            name={`${id}-kind`}
            isChosen={choice.kind === kind}
            disabled={!isFree}
            wide={kind === "custom" || kind === "never"}
            onChoose={() => pick(kind)}
          >
            {word}
          </ChoicePill>
        ))}
      </div>
      {choice.kind === "custom" && (
        <CustomLifetime id={id} choice={choice} onChange={onChange} issues={issues} now={now} zone={zone} />
      )}
      {issues.map(({ field, message }) => (
        <FieldError key={field} id={`${id}-${field}-error`} message={message} />
      ))}
      <div id={`${id}-limit`} className="text-ink-soft text-sm empty:hidden">
        <Limit policy={policy} now={now} zone={zone} />
      </div>
      <div id={`${id}-result`}>
        <Outcome choice={choice} now={now} zone={zone} />
      </div>
    </fieldset>
  );
}

function Limit({ policy, now, zone }: { policy: TokenPolicy; now: Date; zone: string }) {
  const longest = policy.longestLifetimeMinutes;
  if (longest !== null) {
    const latest = formatInstant(new Date(now.getTime() + longest * MINUTE_MS), zone);
    return `This instance allows at most ${sayMinutes(longest)}: until ${latest} (${zone}).`;
  }
  return policy.neverAllowed ? null : "This instance does not allow tokens that never expire.";
}

/** "Expires Tue 24 Mar 2026, 14:05 (Europe/Madrid), in 30 days". */
function Outcome({ choice, now, zone }: { choice: ExpiryChoice; now: Date; zone: string }) {
  const read = readExpiry(choice, now);
  if ("issues" in read) return null;
  if (read.at === null)
    return (
      <Notice kind="warn">Never expires: a secret that leaks works until somebody deletes the token.</Notice>
    );
  return (
    <p className="text-ink-soft">
      Expires <span className="font-medium text-ink">{formatInstant(read.at, zone)}</span> ({zone}),{" "}
      {formatUntil(read.at, now)}
    </p>
  );
}
