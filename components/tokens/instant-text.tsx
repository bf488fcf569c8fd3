"use client";

import type { ReactNode } from "react";
import { Tooltip } from "@/components/ui/tooltip";
import { formatInstant } from "./instant";

/** A relative time that tells its absolute instant and zone on hover, on focus and on a tap. */
export function InstantText({ at, zone, children }: { at: string; zone: string; children: ReactNode }) {
  return (
    <Tooltip
      text={() => `${formatInstant(new Date(at), zone)} (${zone})`}
      className="max-sm:-my-2.5 max-sm:min-h-11"
    >
      <time dateTime={at}>{children}</time>
    </Tooltip>
  );
}
