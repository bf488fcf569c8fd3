"use client";

import { type ReactNode, useState } from "react";
import { Tooltip } from "@/components/ui/tooltip";
import { formatInstant } from "./instant";

/** A relative time that tells its absolute instant and zone on hover, on focus and on a tap. */
export function InstantText({ at, zone, children }: { at: string; zone: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <Tooltip text={`${formatInstant(new Date(at), zone)} (${zone})`} open={open} onOpenChange={setOpen}>
      <button
        type="button"
        className="inline-flex items-center rounded-tick text-left underline decoration-edge/50 decoration-dotted underline-offset-4 hover:decoration-edge max-sm:-my-2.5 max-sm:min-h-11"
        onClick={(event) => {
          // Radix closes on a click; on a touch screen the tap is the only way to ask.
          event.preventDefault();
          setOpen(true);
        }}
      >
        <time dateTime={at}>{children}</time>
      </button>
    </Tooltip>
  );
}
