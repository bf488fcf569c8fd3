import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { PlainPage } from "@/components/shell/plain-page";
import { buttonClass } from "@/components/ui/button-class";

export const metadata: Metadata = { title: "Not found" };

/** Inside the shell, so that the switcher is at hand. The same words whether it is absent or another's. */
export default function OrganizationNotFound() {
  return (
    <PlainPage>
      <div className="flex flex-col items-start gap-4 py-8">
        <span className="flex size-12 items-center justify-center rounded-full border bg-surface text-ink-soft">
          <SearchX aria-hidden className="size-5" />
        </span>
        <div className="max-w-prose">
          <h1 className="font-semibold text-2xl tracking-tight">There is no such page</h1>
          <p className="mt-1 text-ink-soft">
            The address may be mistyped, or its organization may be disabled, or none of your groups is a team
            there any more.
          </p>
        </div>
        <Link href="/organizations" className={buttonClass({ variant: "primary" })}>
          All organizations
        </Link>
      </div>
    </PlainPage>
  );
}
