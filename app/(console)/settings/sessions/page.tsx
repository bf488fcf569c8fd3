import type { Metadata } from "next";
import { SessionList } from "@/components/sessions/session-list";
import { PageHeading } from "@/components/ui/card";
import { getRuntime } from "@/lib/runtime";
import { requireActor } from "@/lib/session";
import { listSessions } from "@/lib/sessions/service";

export const metadata: Metadata = { title: "Sessions" };

export default async function SessionsPage() {
  const actor = await requireActor();
  const { sessions, now } = await listSessions(getRuntime(), actor);
  return (
    <div className="flex flex-col gap-6">
      <PageHeading title="Sessions">
        Browsers in which you are signed in. One ends by itself after 7 days without use, and 30 days after it
        began.
      </PageHeading>
      <SessionList sessions={sessions} now={now} />
    </div>
  );
}
