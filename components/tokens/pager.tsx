"use client";

import { ArrowRight, ChevronsLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button-class";
import type { TokenListQuery } from "@/lib/tokens/token";
import { writeListQuery } from "./list-address";

type PagerProps = {
  query: TokenListQuery;
  nextCursor: string | null;
  pathname: string;
  onGo: (address: string) => void;
};

/** Pages by cursor: on, and back to the first. Back in the browser does the rest. */
export function Pager({ query, nextCursor, pathname, onGo }: PagerProps) {
  if (nextCursor === null && query.cursor === null) return null;
  const link = (cursor: string | null, children: ReactNode) => {
    const address = `${pathname}${writeListQuery(query, { cursor })}`;
    return (
      <Link
        href={address}
        prefetch={false}
        className={buttonClass({ size: "small" })}
        onNavigate={(event) => {
          event.preventDefault();
          onGo(address);
          document.getElementById("tokens-heading")?.focus();
        }}
      >
        {children}
      </Link>
    );
  };
  return (
    <nav aria-label="Pages" className="flex justify-between gap-2">
      {query.cursor !== null &&
        link(
          null,
          <>
            <ChevronsLeft aria-hidden className="size-4" />
            First page
          </>,
        )}
      {nextCursor !== null && (
        <span className="ml-auto">
          {link(
            nextCursor,
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
