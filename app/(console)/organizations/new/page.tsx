import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { CreateForm } from "@/components/organizations/create-form";
import { PlainPage } from "@/components/shell/plain-page";
import { PageHeading } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { mayChange } from "@/lib/authorization";
import { getRuntime } from "@/lib/runtime";
import { requireActor } from "@/lib/session";
import { Following } from "../following";

export const metadata: Metadata = { title: "Create organization" };

export default async function NewOrganizationPage() {
  const actor = await requireActor();
  const runtime = getRuntime();
  return (
    <PlainPage isNarrow>
      <Link
        href="/organizations"
        className="flex w-fit items-center gap-1.5 rounded-tick text-ink-soft text-sm hover:text-ink max-sm:min-h-11"
      >
        <ArrowLeft aria-hidden className="size-4" />
        Organizations
      </Link>
      <PageHeading title="Create organization">It holds teams, and teams hold tokens.</PageHeading>
      {runtime.terrakube ? (
        <Following organizationId={null} />
      ) : mayChange(actor, runtime) ? (
        <CreateForm />
      ) : (
        <Notice title="Only instance owners create organizations">
          Ask one of them; they also add you to its teams.
        </Notice>
      )}
    </PlainPage>
  );
}
