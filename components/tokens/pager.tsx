"use client";

import { ArrowRight, ChevronsLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button-class";

type PagerProps = {
  /** The address of the first page; null when this is it. */
  first: string | null;
  /** The address of the next page; null when this is the last. */
  next: string | null;
  /** The id of the list's heading, which takes the focus. */
  headingId?: string;
  onGo: (address: string) => void;
};

/** Pages by cursor: on, and back to the first. Back in the browser does the rest. */
export function Pager({ first, next, headingId = "page-heading", onGo }: PagerProps) {
  if (first === null && next === null) return null;
  const link = (address: string, children: ReactNode) => (
    <Link
      href={address}
      prefetch={false}
      className={buttonClass({ size: "small" })}
      onNavigate={(event) => {
        event.preventDefault();
        onGo(address);
        document.getElementById(headingId)?.focus();
      }}
    >
      {children}
    </Link>
  );
  return (
    <nav aria-label="Pages" className="flex justify-between gap-2">
      {first !== null &&
        link(
          first,
          <>
            <ChevronsLeft aria-hidden className="size-4" />
            First page
          </>,
        )}
      {next !== null && (
        <span className="ml-auto">
          {link(
            next,
            <>
              Next page
              <ArrowRight aria-hidden className="size-4" />
            </>,
          )}
        </span>
      )}
    </nav>
  );
}
