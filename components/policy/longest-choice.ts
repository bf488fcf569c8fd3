/** The longest lifetime as the form holds it: the amount as typed, in days or hours. Pure. */
export type LongestChoice = { isLimited: boolean; amount: string; unit: "days" | "hours" };

const HOUR = 60;
const DAY = 24 * HOUR;

/** Whole days where they fit, else hours. @param minutes null = no limit */
export function toChoice(minutes: number | null): LongestChoice {
  if (minutes === null) return { isLimited: false, amount: "90", unit: "days" };
  if (minutes % DAY === 0) return { isLimited: true, amount: String(minutes / DAY), unit: "days" };
  return { isLimited: true, amount: String(Math.floor(minutes / HOUR)), unit: "hours" };
}

/** What is sent: an amount that is no number becomes NaN and is refused by name, never "no limit". */
export function readLongest({
  isLimited,
  amount,
  unit,
}: LongestChoice): { days: number; hours: number } | null {
  if (!isLimited) return null;
  const value = amount.trim() === "" ? 0 : Number(amount);
  return { days: 0, hours: 0, [unit]: value };
}
