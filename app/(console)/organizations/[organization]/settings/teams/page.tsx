import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CreateTeamLink, TeamList } from "@/components/teams/team-list";
import { PageHeading } from "@/components/ui/card";
import { mayChange } from "@/lib/authorization";
import { getRuntime } from "@/lib/runtime";
import { listTeams } from "@/lib/teams/service";
import { requireOrganization } from "../../require-organization";

type PageProps = { params: Promise<{ organization: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { organization } = await requireOrganization((await params).organization);
  return { title: `Teams · ${organization.name}` };
}

export default async function TeamsPage({ params }: PageProps) {
  const { actor, organization } = await requireOrganization((await params).organization);
  const runtime = getRuntime();
  const teams = await listTeams(runtime, actor, organization.id);
  if (!teams.ok) notFound();
  const pathname = `/organizations/${organization.id}/settings/teams`;
  const isChangeable = mayChange(actor, runtime);
  return (
    <div className="flex flex-col gap-6">
      <PageHeading
        title="Teams"
        action={isChangeable && teams.value.length > 0 && <CreateTeamLink pathname={pathname} />}
      >
        A team gives its members a role in this organization, and has API tokens of its own.
        {!isChangeable && !runtime.terrakube && " Instance owners create and change teams."}
      </PageHeading>
      <TeamList teams={teams.value} pathname={pathname} groups={actor.groups} mayChange={isChangeable} />
    </div>
  );
}
