import { CircleSlash, KeyRound, Trash2, UserCheck, Users } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import type { TeamSummary } from "@/lib/teams/team";
import { countTokens } from "./doom";
import { sayPermissions } from "./permission-texts";
import { RoleBadge } from "./role-badge";

type TeamRowProps = {
  team: TeamSummary;
  address: string;
  isMember: boolean;
  /** Null: who looks may not. */
  onDelete: ((team: TeamSummary) => void) | null;
};

/** A team in the list: a line of columns on wide screens, a card on phones. */
export function TeamRow({ team, address, isMember, onDelete }: TeamRowProps) {
  const { name, memberCount, liveTokenCount } = team;
  return (
    <li
      aria-labelledby={`team-${team.id}`}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 border-t px-4 py-4 first:border-t-0 sm:px-5 lg:grid-cols-[minmax(0,1fr)_9rem_auto] lg:gap-x-6"
    >
      <div className="min-w-0 max-lg:col-span-2">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link id={`team-${team.id}`} href={address} className="rounded-tick font-medium hover:underline">
            {name}
          </Link>
          <RoleBadge role={team.effectiveRole} stored={team.role} />
          {team.isGone && (
            <Badge tone="warn" icon={CircleSlash}>
              Gone from Terrakube
            </Badge>
          )}
          {isMember && (
            <Badge tone="good" icon={UserCheck}>
              Your team
            </Badge>
          )}
        </p>
        <p className="mt-1 text-ink-soft text-sm">{sayPermissions(team.effective)}</p>
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-ink-soft text-sm lg:flex-col">
        <Count icon={Users}>{memberCount === 1 ? "1 member" : `${memberCount} members`}</Count>
        <Count icon={KeyRound}>{countTokens(liveTokenCount)}</Count>
      </ul>
      <div className="-my-1 flex items-center gap-1 max-sm:-mr-2">
        <Link
          href={address}
          aria-label={`${onDelete ? "Edit" : "View"} ${name}`}
          className={buttonClass({ size: "small" })}
        >
          {onDelete ? "Edit" : "View"}
        </Link>
        {onDelete && (
          <Button
            variant="quiet"
            size="small"
            icon={Trash2}
            aria-label={`Delete ${name}`}
            data-row-action={team.id}
            className="hover:bg-danger-soft hover:text-danger"
            onClick={() => onDelete(team)}
          >
            <span className="max-sm:sr-only">Delete</span>
          </Button>
        )}
      </div>
    </li>
  );
}

function Count({ icon: Icon, children }: { icon: typeof Users; children: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <Icon aria-hidden className="size-4 text-ink-faint" />
      {children}
    </li>
  );
}
