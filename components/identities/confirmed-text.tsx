"use client";

import { useServerNow, useZone } from "@/components/tokens/clock";
import { formatAgo } from "@/components/tokens/instant";
import { InstantText } from "@/components/tokens/instant-text";

type ConfirmedTextProps = {
  /** When the identity provider last said so, ISO 8601. */
  at: string;
  /** The server's clock at the reading, ISO 8601. */
  now: string;
  /** False: so long ago that its word does not count. */
  isConfirmed: boolean;
  /** Counts without its word too. */
  isLocal: boolean;
};

/** How old the identity provider's word on a membership is. */
export function ConfirmedText({ at, now, isConfirmed, isLocal }: ConfirmedTextProps) {
  const clock = useServerNow(now);
  const zone = useZone();
  const ago = formatAgo(new Date(at), clock);
  return (
    <span className={isConfirmed || isLocal ? "text-ink-soft text-sm" : "text-danger text-sm"}>
      {!isConfirmed && (isLocal ? "Counts only as added here: " : "Does not count: ")}
      <InstantText at={at} zone={zone}>
        {isConfirmed ? `Confirmed ${ago}` : `last confirmed ${ago}`}
      </InstantText>
    </span>
  );
}
