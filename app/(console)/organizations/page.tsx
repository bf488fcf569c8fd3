import { Building2, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { OrganizationList } from "@/components/organizations/organization-list";
import { PlainPage } from "@/components/shell/plain-page";
import { buttonClass } from "@/components/ui/button-class";
import { Card, PageHeading } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { mayChange } from "@/lib/authorization";
import { listOrganizationSummaries } from "@/lib/organizations/service";
import { getRuntime } from "@/lib/runtime";
import { requireActor } from "@/lib/session";
import { Following } from "./following";

export const metadata: Metadata = { title: "Organizations" };

export default async function OrganizationsPage() {
  const actor = await requireActor();
  const runtime = getRuntime();
  const organizations = await listOrganizationSummaries(runtime, actor);
  const create = mayChange(actor, runtime) && (
    <Link href="/organizations/new" className={buttonClass({ variant: "primary" })}>
      <Plus aria-hidden className="size-4" />
      Create organization
    </Link>
  );
  return (
    <PlainPage>
      <PageHeading title="Organizations" action={organizations.length > 0 && create}>
        {actor.isInstanceOwner
          ? "Each holds teams, and teams hold tokens. As an instance owner you see all of them."
          : "Those in which one of your groups is a team."}
      </PageHeading>
      <Following organizationId={null} />
      {organizations.length > 0 ? (
        <OrganizationList organizations={organizations} />
      ) : (
        <Card>
          {runtime.terrakube && actor.isInstanceOwner ? (
            <EmptyState icon={Building2} title="No organizations yet">
              Terrakube's organizations show up here as soon as it could be read.
            </EmptyState>
          ) : actor.isInstanceOwner ? (
            <EmptyState icon={Building2} title="No organizations yet" action={create}>
              Create your first organization: it holds the teams whose members share permissions and generate
              tokens for their pipelines.
            </EmptyState>
          ) : (
            <EmptyState icon={Building2} title="You are in no team yet">
              An instance owner adds you to teams; their organizations then show up here. Your own tokens are
              in User Settings.
            </EmptyState>
          )}
        </Card>
      )}
    </PlainPage>
  );
}
