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
  generate: ReactNode;
};

/** Why the list is empty, and the step that helps. */
export function EmptyList({ query, counts, pathname, purpose, generate }: EmptyListProps) {
  const dead = counts.expired + counts.revoked;
  const isDead = query.filter === "expired" || query.filter === "revoked";
  if (query.search || query.filter !== "live")
    return (
      <EmptyState
        icon={ListFilter}
        title="Nothing matches"
        action={
          <Link href={pathname} className={buttonClass()}>
            Show all live tokens
          </Link>
        }
      >
        {query.search ? `No token here matches “${query.search}”.` : "No token is in this state."}
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
