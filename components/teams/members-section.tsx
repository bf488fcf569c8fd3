"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import type { TeamMember, TeamRef } from "@/lib/teams/team";
import { AddMember } from "./add-member";
import { MemberRow } from "./member-row";
import { RemoveMemberDialog } from "./remove-member-dialog";

/** So many are shown at first. */
const FIRST = 10;

type MembersSectionProps = {
  team: TeamRef;
  name: string;
  members: TeamMember[];
  /** The server's clock at the reading, ISO 8601. */
  now: string;
  /** Who looks. */
  personId: string;
  /** Members are added and removed by instance owners. */
  mayChange: boolean;
  /** Its members are the instance owners. */
  isOwnerGroup: boolean;
  /** The other organizations in which the name is a team. */
  elsewhere: string[];
};

/** Who is in the team: from the identity provider, shown as such; or added here, and removable here. */
export function MembersSection(props: MembersSectionProps) {
  const { team, name, members, mayChange } = props;
  const router = useRouter();
  const [, startTransition] = useTransition();
  const [showsAll, setShowsAll] = useState(false);
  const [asked, setAsked] = useState<TeamMember | null>(null);
  const refresh = () => startTransition(() => router.refresh());
  const shown = showsAll ? members : members.slice(0, FIRST);
  return (
    <Section
      title="Members"
      description={
        mayChange
          ? "People from your identity provider come and go with their groups there. Others you add here."
          : "People come from the identity provider, or an instance owner adds them."
      }
    >
      {props.isOwnerGroup && (
        <Notice kind="warn" title="Its members are instance owners">
          Whoever is in “{name}” manages all organizations, teams, people and the policy here.
        </Notice>
      )}
      {mayChange && <AddMember team={team} name={name} onAdded={refresh} />}
      {members.length === 0 ? (
        <p className="rounded-box border border-dashed px-4 py-6 text-center text-ink-soft">
          Nobody is in “{name}” yet. Only members can generate its tokens.
        </p>
      ) : (
        <ul aria-label="Members" className="divide-y rounded-box border">
          {shown.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              now={props.now}
              isSelf={member.id === props.personId}
              onRemove={mayChange ? setAsked : null}
            />
          ))}
        </ul>
      )}
      {members.length > shown.length && (
        <div>
          <Button size="small" onClick={() => setShowsAll(true)}>
            Show all {members.length} members
          </Button>
        </div>
      )}
      {asked && (
        <RemoveMemberDialog
          team={team}
          name={name}
          member={asked}
          isSelf={asked.id === props.personId}
          elsewhere={props.elsewhere}
          onKeep={() => setAsked(null)}
          onRemoved={() => {
            setAsked(null);
            refresh();
          }}
        />
      )}
    </Section>
  );
}
