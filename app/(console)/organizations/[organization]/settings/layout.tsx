import type { ReactNode } from "react";
import { DisabledNotice } from "@/components/organizations/disabled-notice";
import { SettingsFrame } from "@/components/shell/settings-frame";
import { organizationPages } from "@/components/shell/settings-pages";
import { getRuntime } from "@/lib/runtime";
import { Following } from "../../following";
import { requireOrganization } from "../require-organization";

type LayoutProps = { children: ReactNode; params: Promise<{ organization: string }> };

export default async function OrganizationSettingsLayout({ children, params }: LayoutProps) {
  const { organization } = await requireOrganization((await params).organization);
  const pages = organizationPages(organization.id);
  const trail = [
    { word: organization.name, href: `/organizations/${organization.id}/settings/teams` },
    { word: "Settings", href: `/organizations/${organization.id}/settings/general` },
  ];
  return (
    <SettingsFrame title="Organization Settings" pages={pages} trail={trail} isDeep>
      <Following organizationId={organization.id} className="mb-6" />
      {organization.isDisabled && (
        <DisabledNotice organizationId={organization.id} isFollowed={getRuntime().terrakube !== null} />
      )}
      {children}
    </SettingsFrame>
  );
}
