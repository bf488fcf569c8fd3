"use client";

import { Building2, CircleSlash, UserMinus, UserPlus } from "lucide-react";
import { ConfirmedText } from "@/components/identities/confirmed-text";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { TeamMember } from "@/lib/teams/team";

type MemberRowProps = {
  member: TeamMember;
  /** The server's clock at the reading, ISO 8601. */
  now: string;
  isSelf: boolean;
  /** Null: who looks may not. */
  onRemove: ((member: TeamMember) => void) | null;
};

export function MemberRow({ member, now, isSelf, onRemove }: MemberRowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2.5 sm:px-4">
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium">
          {member.name || member.email}
          {isSelf && <span className="font-normal text-ink-soft"> (you)</span>}
        </p>
        <p className="text-ink-soft text-sm">{member.email}</p>
        {member.confirmedAt !== null && (
          <ConfirmedText
            at={member.confirmedAt}
            now={now}
            isConfirmed={member.isConfirmed}
            isLocal={member.isLocal}
          />
        )}
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        {member.status === "suspended" && (
          <Badge tone="danger" icon={CircleSlash}>
            Suspended
          </Badge>
        )}
        {member.isFromProvider && <Badge icon={Building2}>From the identity provider</Badge>}
        {member.isLocal && <Badge icon={UserPlus}>Added here</Badge>}
      </div>
      {onRemove &&
        (member.isLocal ? (
          <Button
            variant="quiet"
            size="small"
            icon={UserMinus}
            aria-label={`Remove ${member.name || member.email}`}
            className="hover:bg-danger-soft hover:text-danger"
            onClick={() => onRemove(member)}
          >
            Remove
          </Button>
        ) : (
          <span className="text-ink-faint text-sm">Not removable here</span>
        ))}
    </li>
  );
}
