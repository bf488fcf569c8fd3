"use client";

import { CircleCheck, Monitor, Smartphone } from "lucide-react";
import { useState } from "react";
import { attempt } from "@/components/tokens/attempt";
import { useServerNow, useZone } from "@/components/tokens/clock";
import { formatAgo, formatDay } from "@/components/tokens/instant";
import { InstantText } from "@/components/tokens/instant-text";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { endSession } from "@/lib/sessions/actions";
import type { SessionView } from "@/lib/sessions/session";

type SessionRowProps = { session: SessionView; now: string; onEnded: () => void };

export function SessionRow({ session, now, onEnded }: SessionRowProps) {
  const show = useToast();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const Icon = /iPhone|iPad|Android/.test(session.device) ? Smartphone : Monitor;

  async function end() {
    setBusy(true);
    setError(null);
    const result = await attempt(() => endSession(session.id));
    // Ended elsewhere in the meantime is what was asked for.
    if (result.ok || result.failure.kind === "not_found") {
      show({ title: "Session ended", description: session.device });
      document.getElementById("page-heading")?.focus();
      return onEnded();
    }
    setError(result.failure.message);
    setBusy(false);
  }

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 p-4 sm:px-6">
      <span className="flex size-10 shrink-0 items-center justify-center rounded-full bg-sunken text-ink-soft">
        <Icon aria-hidden className="size-5" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {session.device}
          {session.isCurrent && (
            <Badge tone="good" icon={CircleCheck}>
              This browser
            </Badge>
          )}
        </p>
        <Seen session={session} now={now} />
        <FieldError message={error} />
      </div>
      {!session.isCurrent && (
        <Button size="small" busy={isBusy} onClick={end} aria-label={`End the session of ${session.device}`}>
          End
        </Button>
      )}
    </li>
  );
}

function Seen({ session, now }: { session: SessionView; now: string }) {
  const clock = useServerNow(now);
  const zone = useZone();
  return (
    <div className="text-ink-soft">
      <p>
        <InstantText at={session.lastSeenAt} zone={zone}>
          Last seen {formatAgo(new Date(session.lastSeenAt), clock)}
        </InstantText>{" "}
        from {session.ip ?? "an unknown address"}
      </p>
      <p>Signed in on {formatDay(new Date(session.startedAt), zone)}</p>
    </div>
  );
}
