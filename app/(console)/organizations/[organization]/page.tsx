import { redirect } from "next/navigation";

export default async function OrganizationPage({ params }: { params: Promise<{ organization: string }> }) {
  redirect(`/organizations/${encodeURIComponent((await params).organization)}/settings/teams`);
}
