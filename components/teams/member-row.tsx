"use client";

import { CircleSlash, Server, UserMinus, UserPlus } from "lucide-react";
import { ConfirmedText } from "@/components/identities/confirmed-text";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { joinClasses } from "@/components/ui/class-names";
import type { TeamMember } from "@/lib/teams/team";

type MemberRowProps = {
  member: TeamMember;
  /** The server's clock at the reading, ISO 8601. */
  now: string;
  isSelf: boolean;
  /** Null: who looks may not. */
  onRemove: ((member: TeamMember) => void) | null;
};

/** A member: a line of the list's columns, on phones a card. */
export function MemberRow({ member, now, isSelf, onRemove }: MemberRowProps) {
  const { confirmedAt, isLocal, isConfirmed } = member;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 px-3 py-2.5 sm:grid-cols-[minmax(0,1fr)_auto_auto] sm:px-4">
      <div className="min-w-0 max-sm:col-span-full">
        <p className="font-medium">
          {member.name || member.email}
          {isSelf && <span className="font-normal text-ink-soft"> (you)</span>}
        </p>
        <p className="text-ink-soft text-sm">{member.email}</p>
        {confirmedAt !== null && (
          <ConfirmedText at={confirmedAt} now={now} isConfirmed={isConfirmed} isLocal={isLocal} />
        )}
      </div>
      <div
        className={joinClasses(
          "flex flex-wrap items-center gap-1.5 sm:justify-end sm:justify-self-end sm:max-xl:max-w-42",
          onRemove === null && "col-span-2",
        )}
      >
        {member.status === "suspended" && (
          <Badge tone="danger" icon={CircleSlash}>
            Suspended
          </Badge>
        )}
        {member.isFromProvider && <Badge icon={Server}>From the identity provider</Badge>}
        {isLocal && <Badge icon={UserPlus}>Added here</Badge>}
      </div>
      {onRemove && (
        <div className="flex justify-end max-sm:self-end sm:min-w-30">
          {isLocal ? (
            <Button
              variant="quiet"
              size="small"
              icon={UserMinus}
              aria-label={`Remove ${member.name || member.email}`}
              className="hover:bg-danger-soft hover:text-danger -mr-2 max-sm:-my-2.5 sm:-mr-2.5"
              onClick={() => onRemove(member)}
            >
              Remove
            </Button>
          ) : (
            <span className="text-ink-faint text-sm max-sm:hidden">Not removable here</span>
          )}
        </div>
      )}
    </li>
  );
}
