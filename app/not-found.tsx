import type { Metadata } from "next";
import Link from "next/link";
import { StopPage } from "@/components/shell/stop-page";
import { buttonClass } from "@/components/ui/button-class";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <StopPage
      title="There is no such page"
      action={
        <Link href="/settings/tokens" className={buttonClass({ variant: "primary" })}>
          To your tokens
        </Link>
      }
    >
      The address may be mistyped, or what it showed may belong to somebody else.
    </StopPage>
  );
}
