import { KeyRound, ListFilter } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";
import type { TokenList, TokenListQuery } from "@/lib/tokens/token";

type EmptyListProps = {
  query: TokenListQuery;
  counts: TokenList["counts"];
  pathname: string;
  /** What a token is for, for who has none yet. */
  purpose: string;
  /** The button for the first step, for who may take it. */
  generate: ReactNode;
};

/** True where an empty list means that there are no live tokens, not that the address asks for others. */
export function isFirstStep({ filter, search, cursor }: TokenListQuery): boolean {
  return filter === "live" && search === "" && cursor === null;
}

/** Why the list is empty, and the step that helps. */
export function EmptyList({ query, counts, pathname, purpose, generate }: EmptyListProps) {
  const dead = counts.expired + counts.revoked;
  const isDead = query.filter === "expired" || query.filter === "revoked";
  if (!isFirstStep(query))
    return (
      <EmptyState
        icon={ListFilter}
        title={query.cursor ? "Nothing on this page" : "Nothing matches"}
        action={
          <Link href={pathname} className={buttonClass()}>
            Show all live tokens
          </Link>
        }
      >
        {sayWhy(query)}
        {query.search && !isDead && dead > 0 && " Expired and deleted ones have filters of their own, above."}
      </EmptyState>
    );
  return (
    <EmptyState icon={KeyRound} title={dead > 0 ? "No live tokens" : "No tokens yet"} action={generate}>
      {purpose}
      {dead > 0 && " Expired and deleted ones stay findable by the filters above."}
    </EmptyState>
  );
}

function sayWhy({ search, cursor }: TokenListQuery): string {
  if (cursor) return "The tokens that stood here are gone, or their order has changed.";
  return search ? `No token here matches “${search}”.` : "No token is in this state.";
}
