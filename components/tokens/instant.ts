/** Instants and distances in words. Pure: the reader's clock and zone come in as arguments. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type Style = "short" | "long";

/** Making one costs more than a hundred uses of it, and a list uses it for each row. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  formats.set(zone, format);
  return format;
}

function partsOf(at: Date, zone: string): Record<string, string> {
  return Object.fromEntries(
    formatIn(zone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
}

/** "Tue 24 Mar 2026, 14:05" in the zone; the same words in every browser. */
export function formatInstant(at: Date, zone: string): string {
  const { weekday, day, month, year, hour, minute } = partsOf(at, zone);
  return `${weekday} ${day} ${month} ${year}, ${hour}:${minute}`;
}

/** "24 Mar 2026" in the zone. */
export function formatDay(at: Date, zone: string): string {
  const { day, month, year } = partsOf(at, zone);
  return `${day} ${month} ${year}`;
}

/** "2026-03-24T14:05" in the zone: what an `<input type="datetime-local">` holds. */
export function toLocalInput(at: Date, zone: string): string {
  const { day = "", year, hour, minute } = partsOf(at, zone);
  const month = new Intl.DateTimeFormat("en-US", { timeZone: zone, month: "2-digit" }).format(at);
  return `${year}-${month}-${day.padStart(2, "0")}T${hour}:${minute}`;
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}

/**
 * A span in its one fitting unit: minutes below an hour, hours below two days, then days.
 * @param round how a half unit counts: what lies ahead is rounded, what has passed is cut
 */
function formatSpan(ms: number, round: (value: number) => number, style: Style): string {
  const minutes = round(ms / MINUTE_MS);
  if (minutes < 60) return style === "short" ? `${minutes} min` : count(minutes, "minute");
  const hours = round(ms / HOUR_MS);
  if (hours < 48) return count(hours, "hour");
  return count(round(ms / DAY_MS), "day");
}

/** "in 30 days", "in less than a minute"; an instant that has come is "now". */
export function formatUntil(at: Date, now: Date): string {
  const ms = at.getTime() - now.getTime();
  if (ms <= 0) return "now";
  return ms < MINUTE_MS ? "in less than a minute" : `in ${formatSpan(ms, Math.round, "long")}`;
}

/** "just now", "3 min ago", "2 days ago"; long: "3 minutes ago". A clock that runs ahead reads "just now". */
export function formatAgo(at: Date, now: Date, style: Style = "short"): string {
  const ms = now.getTime() - at.getTime();
  return ms < MINUTE_MS ? "just now" : `${formatSpan(ms, Math.floor, style)} ago`;
}
