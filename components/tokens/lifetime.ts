import type { Issue } from "@/lib/result";
import { checkLifetime } from "@/lib/tokens/rules";
import type { GenerateInput } from "@/lib/tokens/schema";
import { type Lifetime, minutesOf, type TokenPolicy } from "@/lib/tokens/token";

/** What the dialog offers for the expiry, and what a choice comes to. Pure. */

const HOUR = 60;
const DAY = 24 * HOUR;
const MINUTE_MS = 60_000;

export const PRESETS = [
  { id: "1h", word: "1 hour", minutes: HOUR },
  { id: "1d", word: "1 day", minutes: DAY },
  { id: "7d", word: "7 days", minutes: 7 * DAY },
  { id: "30d", word: "30 days", minutes: 30 * DAY },
  { id: "60d", word: "60 days", minutes: 60 * DAY },
  { id: "90d", word: "90 days", minutes: 90 * DAY },
  { id: "120d", word: "120 days", minutes: 120 * DAY },
  { id: "1y", word: "1 year", minutes: 365 * DAY },
] as const;
export type PresetId = (typeof PRESETS)[number]["id"];

/** What is chosen and typed; the custom fields hold the text as typed. */
export type ExpiryChoice = {
  kind: PresetId | "custom" | "never";
  custom: "duration" | "until";
  days: string;
  hours: string;
  minutes: string;
  /** As `<input type="datetime-local">` holds it: the reader's own zone. */
  until: string;
};

/** 30 days; where policy allows less, the longest preset that it allows, else a custom duration. */
export function chooseFirst(policy: TokenPolicy): ExpiryChoice {
  const fitting = PRESETS.filter((preset) => preset.minutes <= 30 * DAY && isAllowed(preset.minutes, policy));
  return {
    kind: fitting.at(-1)?.id ?? "custom",
    custom: "duration",
    days: "",
    hours: "",
    minutes: "",
    until: "",
  };
}

/** True when policy lets a token live that long; null = for ever. */
export function isAllowed(minutes: number | null, policy: TokenPolicy): boolean {
  if (minutes === null) return policy.neverAllowed && policy.longestLifetimeMinutes === null;
  return policy.longestLifetimeMinutes === null || minutes <= policy.longestLifetimeMinutes;
}

/**
 * Why policy refuses the expiry at `now`, as an issue of the field that it came from; null when it does not.
 * @param sayInstant tells an instant in the reader's zone
 */
export function refuseExpiry(
  choice: ExpiryChoice,
  at: Date | null,
  rules: { policy: TokenPolicy; now: Date; sayInstant: (at: Date) => string },
): Issue | null {
  const { policy, now, sayInstant } = rules;
  const field = choice.kind === "custom" && choice.custom === "duration" ? "days" : "instant";
  if (at === null)
    return isAllowed(null, policy)
      ? null
      : { field, message: "This instance allows no tokens that never expire." };
  const longest = policy.longestLifetimeMinutes;
  if (longest === null) return null;
  const latest = new Date(now.getTime() + longest * MINUTE_MS);
  if (at <= latest) return null;
  return { field, message: `At most ${sayMinutes(longest)} are allowed here: until ${sayInstant(latest)}.` };
}

/** Minutes as the parts that a person would say: 720 hours are 30 days. */
export function toLifetime(minutes: number): Lifetime {
  return {
    days: Math.floor(minutes / DAY),
    hours: Math.floor((minutes % DAY) / HOUR),
    minutes: minutes % HOUR,
  };
}

/** "90 days", "1 day 12 hours". */
export function sayMinutes(minutes: number): string {
  const parts = Object.entries(toLifetime(minutes)).filter(([, amount]) => amount > 0);
  return parts.map(([unit, amount]) => `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`).join(" ");
}

export type ReadExpiry = {
  expiry: GenerateInput["expiry"];
  /** Null: never. The server's answer counts; this is what it will come to. */
  at: Date | null;
};

/** What the choice comes to at `now`, or what is wrong with it, field by field. */
export function readExpiry(choice: ExpiryChoice, now: Date): ReadExpiry | { issues: [Issue, ...Issue[]] } {
  if (choice.kind === "never") return { expiry: { kind: "never" }, at: null };
  const preset = PRESETS.find(({ id }) => id === choice.kind);
  if (preset) return lasting(toLifetime(preset.minutes), now);
  return choice.custom === "duration" ? readDuration(choice, now) : readUntil(choice.until, now);
}

function lasting(lifetime: Lifetime, now: Date): ReadExpiry {
  const at = new Date(now.getTime() + minutesOf(lifetime) * MINUTE_MS);
  return { expiry: { kind: "lifetime", ...lifetime }, at };
}

function readDuration(choice: ExpiryChoice, now: Date): ReturnType<typeof readExpiry> {
  const checked = checkLifetime({
    days: Number(choice.days || "0"),
    hours: Number(choice.hours || "0"),
    minutes: Number(choice.minutes || "0"),
  });
  if ("issues" in checked) return checked;
  if (minutesOf(checked.lifetime) === 0)
    return {
      issues: [{ field: "days", message: "Enter how long the token shall live: days, hours or minutes." }],
    };
  return lasting(checked.lifetime, now);
}

function readUntil(local: string, now: Date): ReturnType<typeof readExpiry> {
  const at = new Date(local);
  if (local === "" || Number.isNaN(at.getTime()))
    return {
      issues: [{ field: "instant", message: "Enter the date and the time at which it shall expire." }],
    };
  if (at <= now)
    return { issues: [{ field: "instant", message: "That instant has passed. Choose a later one." }] };
  return { expiry: { kind: "until", instant: at.toISOString() }, at };
}
