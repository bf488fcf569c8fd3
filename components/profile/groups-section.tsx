import { Crown, type LucideIcon, Server, UserPlus } from "lucide-react";
import Link from "next/link";
import { ConfirmedText } from "@/components/identities/confirmed-text";
import { Badge } from "@/components/ui/badge";
import { Section } from "@/components/ui/card";
import type { GroupView } from "@/lib/users/user";

/** The person's groups: which teams they are, and who says so. */
export function GroupsSection({ memberships, now }: { memberships: GroupView[]; now: string }) {
  return (
    <Section
      title="Groups"
      description="A group is a team's name: in it you are a member of every team so named, in every organization."
    >
      {memberships.length === 0 ? (
        <p className="text-ink-soft">
          You are in no group yet. An instance owner adds you to teams; your own tokens work without one.
        </p>
      ) : (
        <ul className="-mx-4 -mb-4 divide-y border-t sm:-mx-6 sm:-mb-6">
          {memberships.map((membership) => (
            <GroupRow key={membership.group} membership={membership} now={now} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function GroupRow({ membership, now }: { membership: GroupView; now: string }) {
  const { group, isLocal, isFromProvider, isOwnerGroup, confirmedAt, isConfirmed } = membership;
  const isCounted = isLocal || isConfirmed;
  return (
    <li className="flex flex-col gap-2 px-4 py-3.5 sm:flex-row sm:items-start sm:justify-between sm:gap-6 sm:px-6">
      <div className="min-w-0">
        <p className="font-medium font-mono text-sm">{group}</p>
        <p className="mt-0.5 text-ink-soft text-sm">
          <Teams membership={membership} isInSight={isCounted} />
        </p>
        {confirmedAt !== null && (
          <ConfirmedText at={confirmedAt} now={now} isConfirmed={isConfirmed} isLocal={isLocal} />
        )}
        {!isCounted && (
          <p className="text-ink-soft text-sm">Sign in with the identity provider again to be in it.</p>
        )}
      </div>
      <p className="flex flex-wrap gap-1.5 sm:shrink-0 sm:justify-end">
        {isOwnerGroup && isCounted && (
          <Badge tone="accent" icon={Crown}>
            Instance owners
          </Badge>
        )}
        {isLocal && <Source icon={UserPlus}>Added here</Source>}
        {isFromProvider && <Source icon={Server}>Identity provider</Source>}
      </p>
    </li>
  );
}

function Source({ icon, children }: { icon: LucideIcon; children: string }) {
  return <Badge icon={icon}>{children}</Badge>;
}

/** `isInSight`: the person is a member. To others these teams' pages do not exist. */
function Teams({
  membership: { teams, isOwnerGroup },
  isInSight,
}: {
  membership: GroupView;
  isInSight: boolean;
}) {
  if (teams.length === 0)
    return isOwnerGroup
      ? "Manages this whole instance; it is no team."
      : "A team in no organization at present.";
  return (
    <>
      Team in{" "}
      {teams.map(({ organizationId, organizationName, teamId }, i) => (
        <span key={teamId}>
          {i > 0 && ", "}
          {isInSight ? (
            <Link
              href={`/organizations/${organizationId}/settings/teams/${teamId}/edit`}
              className="rounded-tick text-accent-text underline underline-offset-2"
            >
              {organizationName}
            </Link>
          ) : (
            organizationName
          )}
        </span>
      ))}
    </>
  );
}
