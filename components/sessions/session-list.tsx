"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Card } from "@/components/ui/card";
import type { SessionView } from "@/lib/sessions/session";
import { EndOthers } from "./end-others";
import { SessionRow } from "./session-row";

/** The person's live sessions. @param now the server's clock at the reading, ISO 8601 */
export function SessionList({ sessions, now }: { sessions: SessionView[]; now: string }) {
  const router = useRouter();
  const [, startTransition] = useTransition();
  const refresh = () => startTransition(() => router.refresh());
  const others = sessions.filter((session) => !session.isCurrent).length;
  return (
    <Card>
      <ul className="divide-y">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} now={now} onEnded={refresh} />
        ))}
      </ul>
      <div className="flex flex-col gap-3 rounded-b-box border-t bg-canvas px-4 py-3 sm:flex-row sm:items-center sm:justify-between sm:px-6">
        {others === 0 ? (
          <p className="text-ink-soft">You are signed in nowhere else.</p>
        ) : (
          <>
            <p className="text-ink-soft">Something here is not yours? End it, then change your password.</p>
            <EndOthers count={others} onEnded={refresh} />
          </>
        )}
      </div>
    </Card>
  );
}
