"use client";

import { CircleCheck, Radio } from "lucide-react";
import type { TokenView } from "@/lib/tokens/token";
import { sayCaller } from "./last-use";

/** "Waiting for the first call…", until it came. */
export function FirstCall({ lastUse }: { lastUse: TokenView["lastUse"] }) {
  return (
    <p
      role="status"
      className={`flex items-center gap-2.5 rounded-box p-3 ${lastUse ? "bg-good-soft text-good" : "bg-sunken text-ink-soft"}`}
    >
      {lastUse ? (
        <CircleCheck aria-hidden className="size-4.5 shrink-0" />
      ) : (
        <Radio aria-hidden className="size-4.5 shrink-0 animate-breathe" />
      )}
      <span className="min-w-0">
        {lastUse ? `Works: first used just now${sayCaller(lastUse)}` : "Waiting for the first call…"}
      </span>
    </p>
  );
}
