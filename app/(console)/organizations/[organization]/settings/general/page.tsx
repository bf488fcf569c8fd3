import type { Metadata } from "next";
import { AvailabilitySection } from "@/components/organizations/availability-section";
import { GeneralForm } from "@/components/organizations/general-form";
import { OrganizationFacts } from "@/components/organizations/organization-facts";
import { PageHeading } from "@/components/ui/card";
import { countRefusedWhileDisabled } from "@/lib/organizations/service";
import { getRuntime } from "@/lib/runtime";
import { requireOrganization } from "../../require-organization";

type PageProps = { params: Promise<{ organization: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { organization } = await requireOrganization((await params).organization);
  return { title: `General · ${organization.name}` };
}

export default async function GeneralPage({ params }: PageProps) {
  const { actor, organization } = await requireOrganization((await params).organization);
  const refused = await countRefusedWhileDisabled(getRuntime(), actor, organization.id);
  return (
    <div className="flex flex-col gap-6">
      <PageHeading title="General">What the organization is called and how it looks.</PageHeading>
      {refused.ok ? (
        <>
          <GeneralForm organization={organization} />
          <AvailabilitySection organization={organization} affectedTokens={refused.value} />
        </>
      ) : (
        <OrganizationFacts organization={organization} isFollowed={getRuntime().terrakube !== null} />
      )}
    </div>
  );
}
