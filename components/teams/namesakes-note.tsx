import Link from "next/link";
import { Notice } from "@/components/ui/notice";
import type { TeamDetails } from "@/lib/teams/team";

/** Where else the name is a team: the group is one. */
export function NamesakesNote({ name, namesakes }: Pick<TeamDetails, "name" | "namesakes">) {
  if (namesakes.length === 0) return null;
  return (
    <Notice title={`“${name}” is also a team elsewhere`}>
      The group is one: its members and tokens are the same there, each team has a role of its own.{" "}
      <span className="inline-flex flex-wrap gap-x-3">
        {namesakes.map(({ organizationId, organizationName, teamId }) => (
          <Link
            key={teamId}
            href={`/organizations/${organizationId}/settings/teams/${teamId}/edit`}
            className="font-medium text-accent-text underline"
          >
            {organizationName}
          </Link>
        ))}
      </span>
    </Notice>
  );
}
