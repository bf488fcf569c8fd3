import type { Metadata } from "next";
import { NoPage } from "@/components/shell/no-page";

export const metadata: Metadata = { title: "Not found" };

/** The same words whether it is absent or another's. */
export default function OrganizationNotFound() {
  return (
    <NoPage way={{ href: "/organizations", word: "All organizations" }}>
      The address may be mistyped, or its organization may be disabled, or none of your groups is a team there
      any more.
    </NoPage>
  );
}
