"use client";

import { MailX } from "lucide-react";
import { useState } from "react";
import { attempt } from "@/components/tokens/attempt";
import { formatAgo, formatUntil } from "@/components/tokens/instant";
import { InstantText } from "@/components/tokens/instant-text";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FieldError } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { withdrawInvitation } from "@/lib/invitations/actions";
import type { InvitationView } from "@/lib/invitations/invitation";

type Clock = { now: Date; zone: string };
type InvitationListProps = Clock & { invitations: InvitationView[]; onChanged: () => void };

/** Who is invited and has not come yet. Nothing when there is nobody. */
export function InvitationList({ invitations, onChanged, ...clock }: InvitationListProps) {
  if (invitations.length === 0) return null;
  return (
    <Card>
      <section aria-labelledby="invitations-heading">
        <h2 id="invitations-heading" className="border-b px-4 py-3 font-medium sm:px-5">
          Pending invitations <span className="ml-1 text-ink-soft tabular-nums">{invitations.length}</span>
        </h2>
        <ul className="divide-y">
          {invitations.map((invitation) => (
            <InvitationRow
              key={invitation.email}
              invitation={invitation}
              {...clock}
              onWithdrawn={onChanged}
            />
          ))}
        </ul>
      </section>
    </Card>
  );
}

type InvitationRowProps = Clock & { invitation: InvitationView; onWithdrawn: () => void };

function InvitationRow({ invitation, now, zone, onWithdrawn }: InvitationRowProps) {
  const { email, createdAt, expiresAt, invitedBy } = invitation;
  const show = useToast();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function withdraw() {
    setBusy(true);
    setError(null);
    const done = await attempt(() => withdrawInvitation(email));
    // Used, run out or withdrawn elsewhere in the meantime: it is no longer pending, and the list will say so.
    if (done.ok || done.failure.kind === "not_found") {
      show({ title: done.ok ? "Invitation withdrawn" : "It was no longer pending", description: email });
      document.getElementById("page-heading")?.focus();
      return onWithdrawn();
    }
    setError(done.failure.message);
    setBusy(false);
  }

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-medium">{email}</p>
        <p className="text-ink-soft text-sm">
          <InstantText at={createdAt} zone={zone}>
            Invited {formatAgo(new Date(createdAt), now)}
          </InstantText>
          {invitedBy && ` by ${invitedBy}`}
          {" · "}
          <InstantText at={expiresAt} zone={zone}>
            link expires {formatUntil(new Date(expiresAt), now)}
          </InstantText>
        </p>
        <FieldError message={error} />
      </div>
      <Button
        size="small"
        icon={MailX}
        busy={isBusy}
        onClick={withdraw}
        aria-label={`Withdraw the invitation of ${email}`}
      >
        Withdraw
      </Button>
    </li>
  );
}
