import type { Metadata } from "next";
import { PolicyForm } from "@/components/policy/policy-form";
import { PageHeading } from "@/components/ui/card";
import { getRuntime } from "@/lib/runtime";
import { requireOwner } from "@/lib/session";
import { readTokenPolicy } from "@/lib/tokens/service";

/** Asks here too: what is not there has no title of its own. */
export async function generateMetadata(): Promise<Metadata> {
  await requireOwner();
  return { title: "Policy" };
}

export default async function PolicyPage() {
  await requireOwner();
  const runtime = getRuntime();
  const policy = await readTokenPolicy(runtime);
  return (
    <div className="flex flex-col gap-6">
      <PageHeading title="Policy">What tokens this instance issues, for everybody at once.</PageHeading>
      <PolicyForm policy={policy} ownerGroup={runtime.ownerGroup} />
    </div>
  );
}
