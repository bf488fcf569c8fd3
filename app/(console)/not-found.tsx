import type { Metadata } from "next";
import { NoPage } from "@/components/shell/no-page";

export const metadata: Metadata = { title: "Not found" };

/** What instance owners alone see: to others it is not there. */
export default function ConsoleNotFound() {
  return (
    <NoPage way={{ href: "/settings/tokens", word: "To your tokens" }}>
      The address may be mistyped, or what it showed may belong to somebody else.
    </NoPage>
  );
}
