import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "@/components/shell/mark";
import { SkipLink } from "@/components/shell/skip-link";

/** The frame of the API's reference: it needs no session, and knows nobody. */
export default function ReferenceLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="border-b bg-surface">
        <SkipLink />
        <div className="mx-auto flex h-14 max-w-6xl items-center px-4 sm:px-6">
          <Link
            href="/settings/tokens"
            aria-label="Latchkey, to your tokens"
            className="-mx-1 flex h-11 items-center rounded-box px-1"
          >
            <Mark />
          </Link>
        </div>
      </header>
      <div className="mx-auto max-w-6xl px-4 sm:px-6">{children}</div>
    </>
  );
}
