"use client";

import { UserPlus, UserRoundSearch } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { InvitationList } from "@/components/invitations/invitation-list";
import { InviteDialog } from "@/components/invitations/invite-dialog";
import { useServerNow, useZone } from "@/components/tokens/clock";
import { Pager } from "@/components/tokens/pager";
import { SearchBox } from "@/components/tokens/search-box";
import { Button } from "@/components/ui/button";
import { Card, PageHeading } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { InvitationView } from "@/lib/invitations/invitation";
import type { PeopleList, PeopleQuery, PersonView } from "@/lib/people/person";
import { ChangeDialog } from "./change-dialog";
import type { PersonVerb } from "./person-changes";
import { PersonRow } from "./person-row";

type PeoplePanelProps = { list: PeopleList; invitations: InvitationView[]; query: PeopleQuery };

/** Everybody with an account, who is invited, and every dialog about them. */
export function PeoplePanel({ list, invitations, query }: PeoplePanelProps) {
  const router = useRouter();
  const pathname = usePathname();
  const now = useServerNow(list.now);
  const zone = useZone();
  const [isMoving, startMoving] = useTransition();
  const [isInviting, setInviting] = useState(false);
  const [asked, setAsked] = useState<{ person: PersonView; verb: PersonVerb } | null>(null);
  const refresh = () => startMoving(() => router.refresh());
  const go = (address: string, replace = false) =>
    startMoving(() => router[replace ? "replace" : "push"](address, { scroll: false }));
  const addressOf = (cursor: string | null) => `${pathname}${writeQuery({ search: query.search, cursor })}`;

  return (
    <div className="flex flex-col gap-6">
      <PageHeading
        title="Users"
        action={
          <Button variant="primary" icon={UserPlus} onClick={() => setInviting(true)}>
            Invite a user
          </Button>
        }
      >
        {sayCounts(list.counts)} Invite people by a one-time link; no mail is sent.
      </PageHeading>
      <InvitationList invitations={invitations} now={now} zone={zone} onChanged={refresh} />
      <div className="grid grid-cols-2 md:flex">
        <SearchBox
          label="Search users"
          placeholder="Search name or e-mail"
          searched={query.search}
          onSearch={(search) => go(`${pathname}${writeQuery({ search, cursor: null })}`, true)}
        />
      </div>
      <Card aria-busy={isMoving} className={isMoving ? "opacity-60 transition-opacity" : ""}>
        {list.people.length === 0 ? (
          <EmptyState
            icon={UserRoundSearch}
            title="Nobody matches"
            action={<Button onClick={() => go(pathname)}>Show all users</Button>}
          >
            No name and no e-mail here holds “{query.search}”.
          </EmptyState>
        ) : (
          <ul aria-label="Users">
            {list.people.map((person) => (
              <PersonRow
                key={person.id}
                person={person}
                now={now}
                zone={zone}
                onAsk={(whom, verb) => setAsked({ person: whom, verb })}
              />
            ))}
          </ul>
        )}
      </Card>
      <Pager
        first={query.cursor === null ? null : addressOf(null)}
        next={list.nextCursor === null ? null : addressOf(list.nextCursor)}
        onGo={go}
      />
      {isInviting && <InviteDialog onClose={() => setInviting(false)} onInvited={refresh} />}
      {asked && (
        <ChangeDialog
          {...asked}
          onClose={() => setAsked(null)}
          onChanged={() => {
            setAsked(null);
            if (asked.verb === "endOwnership" && asked.person.isSelf) router.replace("/settings/tokens");
            refresh();
          }}
        />
      )}
    </div>
  );
}

function sayCounts({ all, suspended }: PeopleList["counts"]): string {
  const accounts = all === 1 ? "One account" : `${all} accounts`;
  return suspended === 0 ? `${accounts}.` : `${accounts}, ${suspended} of them suspended.`;
}

/** The query string of the list; empty when all is default. */
function writeQuery({ search, cursor }: PeopleQuery): string {
  const params = new URLSearchParams();
  if (search !== "") params.set("q", search);
  if (cursor !== null) params.set("cursor", cursor);
  const text = params.toString();
  return text && `?${text}`;
}
