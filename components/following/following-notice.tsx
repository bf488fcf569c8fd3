"use client";

import { ExternalLink, RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { attempt } from "@/components/tokens/attempt";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Notice } from "@/components/ui/notice";
import { useToast } from "@/components/ui/toast";
import { refreshFollowing } from "@/lib/following/actions";
import { editAddress, type FollowingView, sayAge } from "@/lib/following/following";

type FollowingProps = {
  view: FollowingView;
  /** Whose teams the link leads to. */
  organizationId: string | null;
  className?: string | undefined;
};

/** Whose organizations and teams these are, how old what is shown is, and what to do about it. */
export function FollowingNotice({ view, organizationId, className }: FollowingProps) {
  const router = useRouter();
  const show = useToast();
  const [isBusy, setBusy] = useState(false);
  const [isRefreshing, startTransition] = useTransition();

  async function refresh() {
    setBusy(true);
    const read = await attempt(refreshFollowing);
    setBusy(false);
    if (!read.ok) show({ title: "Not refreshed", description: read.failure.message });
    startTransition(() => router.refresh());
  }

  return (
    <Notice
      kind={view.failure ? "warn" : "info"}
      title={view.failure ? "Terrakube cannot be read" : "Organizations and teams are Terrakube's"}
      className={className ?? ""}
    >
      <p>{sayState(view)}</p>
      <p className="mt-2.5 flex flex-wrap gap-2">
        <a
          href={editAddress(view, organizationId)}
          rel="noreferrer"
          target="_blank"
          className={buttonClass({ size: "small" })}
        >
          <ExternalLink aria-hidden className="size-4" />
          Edit in Terrakube
        </a>
        <Button size="small" icon={RefreshCw} busy={isBusy || isRefreshing} onClick={refresh}>
          Refresh
        </Button>
      </p>
    </Notice>
  );
}

function sayState({ ageSeconds, failure }: FollowingView): string {
  const age = ageSeconds === null ? null : sayAge(ageSeconds);
  if (failure)
    return age === null
      ? `${failure.reason} Nothing has been read from it yet.`
      : `${failure.reason} No token is revoked by that: what was read ${age} still counts.`;
  return age === null
    ? "They are made and changed there, and shown here. Nothing has been read from it yet."
    : `They are made and changed there, and shown here as they were ${age}.`;
}
