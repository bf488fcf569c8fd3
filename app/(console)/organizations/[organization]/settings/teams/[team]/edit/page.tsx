import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { GoneNotice } from "@/components/following/gone-notice";
import { LastCrumb } from "@/components/shell/last-crumb";
import { AccessSection } from "@/components/teams/access-section";
import { EditTeamForm } from "@/components/teams/edit-team-form";
import { MembersSection } from "@/components/teams/members-section";
import { NamesakesNote } from "@/components/teams/namesakes-note";
import { RoleBadge } from "@/components/teams/role-badge";
import { buttonClass } from "@/components/ui/button-class";
import { PageHeading } from "@/components/ui/card";
import { mayChange } from "@/lib/authorization";
import { listMembers } from "@/lib/members/service";
import { getRuntime } from "@/lib/runtime";
import { requireTeam } from "../require-team";
import { TeamTokens } from "./team-tokens";

type PageProps = {
  params: Promise<{ organization: string; team: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { organization, team } = await params;
  const found = await requireTeam(organization, team);
  return { title: `${found.team.name} · Teams · ${found.organization.name}` };
}

export default async function EditTeamPage({ params, searchParams }: PageProps) {
  const { organization: organizationId, team: id } = await params;
  const { actor, organization, team } = await requireTeam(organizationId, id);
  const runtime = getRuntime();
  const ref = { organizationId: organization.id, teamId: team.id };
  const members = await listMembers(runtime, actor, ref);
  if (!members.ok) notFound();
  const isChangeable = mayChange(actor, runtime);
  const elsewhere = team.namesakes.map(({ organizationName }) => organizationName);
  const access = (
    <EditTeamForm
      team={team}
      rename={{ doomedTokens: team.doomedTokens, memberCount: members.value.length, elsewhere }}
    />
  );
  const people = (
    <MembersSection
      team={ref}
      name={team.name}
      members={members.value}
      now={runtime.now().toISOString()}
      personId={actor.userId}
      mayChange={actor.isInstanceOwner}
      isOwnerGroup={team.name === runtime.ownerGroup}
      elsewhere={elsewhere}
    />
  );
  const tokens = (
    <TeamTokens actor={actor} organization={organization} team={team} params={await searchParams} />
  );
  return (
    <div className="flex flex-col gap-6">
      <LastCrumb word={team.name} />
      <PageHeading
        title={team.name}
        action={
          actor.isInstanceOwner && (
            <a href="#tokens-heading" className={buttonClass()}>
              Team API Tokens
            </a>
          )
        }
      >
        <span className="flex flex-wrap items-center gap-2">
          <RoleBadge role={team.effectiveRole} stored={team.role} />A team of {organization.name}.
          {!isChangeable && !runtime.terrakube && " Instance owners change it."}
        </span>
      </PageHeading>
      {team.isGone && <GoneNotice name={team.name} />}
      <NamesakesNote name={team.name} namesakes={team.namesakes} />
      {/* Members come for the tokens; owners for what the team may do. */}
      {!isChangeable && tokens}
      {isChangeable && access}
      {people}
      {isChangeable ? tokens : <AccessSection team={team} />}
    </div>
  );
}
