"use client";

import { Ellipsis, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { joinClasses } from "@/components/ui/class-names";
import { useMenu } from "@/components/ui/use-menu";
import type { Failure } from "@/lib/result";
import type { TokenView } from "@/lib/tokens/token";
import { FailureNotice } from "./failure-notice";
import { nameOf } from "./last-use";
import { TokenFacts } from "./token-facts";

export type RowAction = { onDelete: (token: TokenView) => void; onDescribe: (token: TokenView) => void };

type TokenRowProps = RowAction & {
  token: TokenView;
  now: Date;
  zone: string;
  isFresh: boolean;
  isBusy: boolean;
  failure: Failure | null;
};

const loadSheet = () => import("./row-sheet").then((part) => part.RowSheet);

/** On phones it would stand below the screen's edge. */
const bringIntoSight = (notice: HTMLElement | null) => notice?.scrollIntoView({ block: "nearest" });

/** A token in the list: a line of columns on wide screens, a card on phones. */
export function TokenRow({
  token,
  now,
  zone,
  isFresh,
  isBusy,
  failure,
  onDelete,
  onDescribe,
}: TokenRowProps) {
  const name = nameOf(token);
  const { trigger, Sheet, menu } = useMenu(loadSheet);
  const isDead = token.status === "revoked" || token.status === "expired";
  return (
    <li
      id={`token-${token.id}`}
      aria-busy={isBusy}
      aria-labelledby={`token-${token.id}-name`}
      className={joinClasses(
        "grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-2.5 border-t px-4 py-4 first:border-t-0 sm:px-5 md:gap-x-6",
        "md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] md:grid-rows-[auto_1fr] md:gap-y-1 md:py-4",
        "lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)_minmax(0,4fr)_auto] lg:grid-rows-none lg:items-center lg:py-3.5",
        isFresh && "animate-arrive shadow-[inset_3px_0_0_var(--color-accent)]",
        isBusy && "opacity-60",
      )}
    >
      <TokenFacts token={token} now={now} zone={zone} isFresh={isFresh} />
      {!isDead && (
        <div className="flex items-center max-md:-my-2 max-md:-mr-2 max-md:self-end md:col-start-3 md:row-span-2 md:row-start-1 lg:col-start-4 lg:row-span-1">
          <Button
            variant="quiet"
            size="small"
            icon={Trash2}
            busy={isBusy}
            aria-label={`Delete ${name}`}
            data-row-action={token.id}
            className="hover:bg-danger-soft hover:text-danger"
            onClick={() => onDelete(token)}
          >
            {isBusy ? "Deleting…" : "Delete"}
          </Button>
          <Button
            {...trigger}
            variant="quiet"
            size="icon"
            icon={Ellipsis}
            aria-label={`More for ${name}`}
            data-row-more={token.id}
          />
          {Sheet && <Sheet menu={menu} onDescribe={() => onDescribe(token)} />}
        </div>
      )}
      {failure && (
        <div ref={bringIntoSight} className="col-span-full mt-1.5">
          <FailureNotice failure={failure} />
        </div>
      )}
    </li>
  );
}
