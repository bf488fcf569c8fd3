import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { CreateForm } from "@/components/organizations/create-form";
import { PlainPage } from "@/components/shell/plain-page";
import { PageHeading } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { requireActor } from "@/lib/session";

export const metadata: Metadata = { title: "Create organization" };

export default async function NewOrganizationPage() {
  const actor = await requireActor();
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
      {actor.isInstanceOwner ? (
        <CreateForm />
      ) : (
        <Notice title="Only instance owners create organizations">
          Ask one of them; they also add you to its teams.
        </Notice>
      )}
    </PlainPage>
  );
}
