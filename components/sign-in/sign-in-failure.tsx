"use client";

import { useState } from "react";
import { useCountdown } from "@/components/tokens/clock";
import { Notice } from "@/components/ui/notice";
import type { Failure } from "@/lib/result";

/** Why nobody was signed in, and what to do. */
export function SignInFailure({ failure }: { failure: Failure }) {
  if (failure.kind === "limited")
    return <Wait seconds={failure.retryAfterSeconds} message={failure.message} />;
  if (failure.kind === "unauthenticated")
    return (
      <Notice kind="danger" title={failure.message}>
        <p>Check both and try again.</p>
      </Notice>
    );
  return <Notice kind="danger" title={failure.message} />;
}

/** Counts down for the eye; a screen reader hears the sentence once. */
function Wait({ seconds, message }: { seconds: number; message: string }) {
  const [isOver, setOver] = useState(false);
  const { left } = useCountdown(seconds, () => setOver(true));
  if (isOver) return <Notice kind="info" title="You can try again now." />;
  return (
    <Notice kind="danger" title={message}>
      <p aria-hidden className="tabular-nums">
        {left} {left === 1 ? "second" : "seconds"} left
      </p>
    </Notice>
  );
}
