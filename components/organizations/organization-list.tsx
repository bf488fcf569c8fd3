import { CircleSlash } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { OrganizationSummary } from "@/lib/organizations/organization";
import { wordOfMode } from "./execution-mode";
import { OrganizationIcon } from "./organization-icon";

/** The organizations that a person sees; each line leads to its teams. */
export function OrganizationList({ organizations }: { organizations: OrganizationSummary[] }) {
  return (
    <Card className="overflow-hidden">
      <ul className="divide-y">
        {organizations.map((organization) => (
          <li
            key={organization.id}
            className="relative flex items-start gap-3 p-4 transition-colors duration-100 hover:bg-sunken sm:items-center sm:gap-6 sm:px-6"
          >
            <OrganizationIcon icon={organization.icon} className="size-9" />
            <div className="min-w-0 flex-1">
              <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                <Link
                  href={`/organizations/${organization.id}/settings/teams`}
                  className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent-text focus-visible:after:-outline-offset-2"
                >
                  {organization.name}
                </Link>
                {organization.isDisabled && <Badge icon={CircleSlash}>Disabled</Badge>}
              </div>
              {organization.description && (
                <p className="line-clamp-2 text-ink-soft">{organization.description}</p>
              )}
              <p className="text-ink-faint text-sm sm:hidden">{sayFacts(organization)}</p>
            </div>
            <p className="shrink-0 text-ink-soft text-sm max-sm:hidden">{sayFacts(organization)}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function sayFacts({ teamCount, executionMode }: OrganizationSummary): string {
  const teams = teamCount === 0 ? "No teams" : teamCount === 1 ? "1 team" : `${teamCount} teams`;
  return `${teams} · ${wordOfMode(executionMode)} execution`;
}
