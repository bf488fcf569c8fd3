import type { Metadata } from "next";
import { PageHeading } from "@/components/ui/card";
import { requireOrganization } from "../../require-organization";

type PageProps = { params: Promise<{ organization: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { organization } = await requireOrganization((await params).organization);
  return { title: `General · ${organization.name}` };
}

export default async function GeneralPage({ params }: PageProps) {
  const { organization } = await requireOrganization((await params).organization);
  return (
    <div className="flex flex-col gap-6">
      <PageHeading title="General">{organization.description}</PageHeading>
    </div>
  );
}
