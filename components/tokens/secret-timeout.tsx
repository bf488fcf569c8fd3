"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useCountdown } from "./clock";

const SHOWN_SECONDS = 600;
const WARNED_SECONDS = 60;

/** Ends the showing of a secret after ten minutes; in the last one it says so and offers more time. */
export function SecretTimeout({ onTimeout }: { onTimeout: () => void }) {
  const { left, restart } = useCountdown(SHOWN_SECONDS, onTimeout);
  if (left > WARNED_SECONDS) return null;
  return (
    <div className="px-4 pb-4 sm:px-6">
      <Notice kind="warn" title="In less than a minute the secret leaves this page">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <span className="tabular-nums">
            It is removed for your safety<span aria-hidden> in {left} s</span>.
          </span>
          <Button size="small" onClick={restart}>
            Keep it on the page
          </Button>
        </div>
      </Notice>
    </div>
  );
}
