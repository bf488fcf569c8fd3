"use client";

import { Plus, Search, Users } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import type { TeamSummary } from "@/lib/teams/team";
import { DeleteTeamDialog } from "./delete-team-dialog";
import { TeamRow } from "./team-row";

/** From so many on one wants to search. */
const MANY = 8;

type TeamListProps = {
  teams: TeamSummary[];
  /** The address of the list. */
  pathname: string;
  /** The groups of who looks. */
  groups: string[];
  mayChange: boolean;
};

/** The teams of an organization, with what each may do and who and what belongs to it. */
export function TeamList({ teams, pathname, groups, mayChange }: TeamListProps) {
  const router = useRouter();
  const [, startTransition] = useTransition();
  const [search, setSearch] = useState("");
  const [askedId, setAskedId] = useState<string | null>(null);
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const refresh = () => startTransition(() => router.refresh());
  const words = search.trim().toLowerCase();
  const present = teams.filter(({ id }) => !gone.has(id));
  const shown = present.filter(({ name }) => name.toLowerCase().includes(words));
  const asked = present.find(({ id }) => id === askedId);

  if (present.length === 0)
    return (
      <Card>
        <EmptyState
          icon={Users}
          title="No teams yet"
          action={mayChange && <CreateTeamLink pathname={pathname} />}
        >
          A team gives its members a role in this organization, and has API tokens of its own for pipelines.
          Without one, only instance owners see the organization.
        </EmptyState>
      </Card>
    );
  return (
    <div className="flex flex-col gap-3">
      {present.length >= MANY && (
        <search className="relative sm:max-w-sm">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-soft"
          />
          <Input
            type="search"
            aria-label="Search teams"
            placeholder="Search by name"
            autoComplete="off"
            spellCheck={false}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="pl-9"
          />
          <p role="status" className="sr-only">
            {words && (shown.length === 1 ? "One team" : `${shown.length} teams`)}
          </p>
        </search>
      )}
      <Card>
        {shown.length === 0 ? (
          <p className="px-4 py-10 text-center text-ink-soft">
            No team is called anything like “{search.trim()}”.
          </p>
        ) : (
          <ul aria-label="Teams">
            {shown.map((team) => (
              <TeamRow
                key={team.id}
                team={team}
                address={`${pathname}/${team.id}/edit`}
                isMember={groups.includes(team.name)}
                onDelete={
                  mayChange
                    ? () => {
                        setAskedId(team.id);
                        // The dialog names numbers: those of now, not of when the page was opened.
                        refresh();
                      }
                    : null
                }
              />
            ))}
          </ul>
        )}
      </Card>
      {asked && (
        <DeleteTeamDialog
          team={asked}
          onKeep={() => setAskedId(null)}
          onDeleted={() => {
            setAskedId(null);
            setGone((ids) => new Set(ids).add(asked.id));
            refresh();
          }}
        />
      )}
    </div>
  );
}

export function CreateTeamLink({ pathname }: { pathname: string }) {
  return (
    <Link href={`${pathname}/new`} className={buttonClass({ variant: "primary" })}>
      <Plus aria-hidden className="size-4" />
      Create team
    </Link>
  );
}
