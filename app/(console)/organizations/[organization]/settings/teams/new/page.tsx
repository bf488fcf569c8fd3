import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LastCrumb } from "@/components/shell/last-crumb";
import { CreateTeamForm } from "@/components/teams/create-team-form";
import { PageHeading } from "@/components/ui/card";
import { mayChange } from "@/lib/authorization";
import { getRuntime } from "@/lib/runtime";
import { requireOrganization } from "../../../require-organization";

type PageProps = { params: Promise<{ organization: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { organization } = await requireOrganization((await params).organization);
  return { title: `New team · ${organization.name}` };
}

export default async function NewTeamPage({ params }: PageProps) {
  const { actor, organization } = await requireOrganization((await params).organization);
  if (!mayChange(actor, getRuntime()) || organization.isDisabled) notFound();
  return (
    <div className="flex flex-col gap-6">
      <LastCrumb word="New team" />
      <PageHeading title="New team">
        The members of a group, and what they may do in {organization.name}. You add people in the next step.
      </PageHeading>
      <CreateTeamForm organizationId={organization.id} />
    </div>
  );
}
