"use client";

import { Plus } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card, PageHeading } from "@/components/ui/card";
import type { OwnerRef, TokenList, TokenListQuery, TokenPolicy, TokenView } from "@/lib/tokens/token";
import { useServerNow, useZone } from "./clock";
import { EmptyList, isFirstStep } from "./empty-list";
import { TokenDialogs, warmDialogs } from "./lazy-dialogs";
import { writeListQuery } from "./list-address";
import { Pager } from "./pager";
import { TokenFilters } from "./token-filters";
import { TokenRow } from "./token-row";
import { useDeletion } from "./use-deletion";
import { useGenerateSteps } from "./use-generate-steps";

type TokenPanelProps = {
  owner: OwnerRef;
  list: TokenList;
  policy: TokenPolicy;
  query: TokenListQuery;
  copy: { heading: string; sentence: ReactNode; button: string; purpose: string; actsAs: string };
  /** PUBLIC_URL, for the snippets. */
  publicUrl: string;
  mayGenerate: true | { reason: string };
  /** Instance owners may give a user token “May manage teams”. */
  mayGrantTeams?: boolean;
};

/** The tokens of one owner: what they may do, the list, and every dialog about them. */
export function TokenPanel(props: TokenPanelProps) {
  const { owner, list, policy, query, copy, publicUrl, mayGenerate } = props;
  const router = useRouter();
  const pathname = usePathname();
  const now = useServerNow(list.now);
  const zone = useZone();
  const [isMoving, startMoving] = useTransition();
  const [fresh, setFresh] = useState<TokenView | null>(null);
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<TokenView | null>(null);
  const [described, setDescribed] = useState<TokenView | null>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const refresh = () => startMoving(() => router.refresh());
  const steps = useGenerateSteps(mayGenerate === true, setFresh, refresh);
  const deletion = useDeletion(owner, (token) => {
    setGone((ids) => new Set(ids).add(token.id));
    refresh();
  });

  const rows = rowsOf(list, fresh, gone);
  const { live, expired, revoked } = list.counts;
  const hasAny = live + expired + revoked > 0 || query.search !== "" || query.filter !== "live";
  // An empty list offers the first step itself: the same button twice on one screen would only puzzle.
  const isOffered = mayGenerate === true && rows.length === 0 && isFirstStep(query);
  const go = (address: string, replace = false) => {
    setFresh(null);
    startMoving(() => router[replace ? "replace" : "push"](address, { scroll: false }));
  };
  const addressOf = (cursor: string | null) => `${pathname}${writeListQuery(query, { cursor })}`;
  const generate = (
    <Button
      ref={trigger}
      variant="primary"
      icon={Plus}
      disabled={mayGenerate !== true}
      {...(mayGenerate !== true && { "aria-describedby": "generate-reason" })}
      onClick={steps.open}
      {...warmDialogs}
    >
      {copy.button}
    </Button>
  );

  return (
    <div className="flex flex-col gap-6">
      <PageHeading
        id="tokens-heading"
        level={owner.kind === "user" ? 1 : 2}
        title={copy.heading}
        action={isOffered ? null : generate}
      >
        <p>{copy.sentence}</p>
        {mayGenerate !== true && (
          <p id="generate-reason" className="mt-1 text-warn">
            {mayGenerate.reason}
          </p>
        )}
      </PageHeading>
      {hasAny && <TokenFilters query={query} counts={list.counts} pathname={pathname} onGo={go} />}
      <Card aria-busy={isMoving} className={isMoving ? "opacity-60 transition-opacity" : ""}>
        {rows.length === 0 ? (
          <EmptyList
            query={query}
            counts={list.counts}
            pathname={pathname}
            purpose={copy.purpose}
            generate={isOffered && generate}
          />
        ) : (
          <ul aria-label={copy.heading} {...warmDialogs}>
            {rows.map((token) => (
              <TokenRow
                key={token.id}
                token={token}
                now={now}
                zone={zone}
                isFresh={token.id === fresh?.id}
                isBusy={deletion.busy.has(token.id)}
                failure={deletion.failures.get(token.id) ?? null}
                onDelete={setAsked}
                onDescribe={setDescribed}
              />
            ))}
          </ul>
        )}
      </Card>
      <Pager
        first={query.cursor === null ? null : addressOf(null)}
        next={list.nextCursor === null ? null : addressOf(list.nextCursor)}
        headingId="tokens-heading"
        onGo={go}
      />
      {(steps.isOpen || asked || described) && (
        <TokenDialogs
          generate={
            steps.isOpen && {
              steps,
              owner,
              policy,
              now,
              zone,
              publicUrl,
              title: copy.button,
              actsAs: copy.actsAs,
              mayGrantTeams: props.mayGrantTeams ?? false,
              triggerRef: trigger,
              onShowToken: (id) => go(`${pathname}?q=${id}`),
            }
          }
          remove={
            asked && {
              token: asked,
              now,
              onKeep: () => setAsked(null),
              onDelete(token, withTeamTokens) {
                setAsked(null);
                void deletion.remove(token, nextOf(rows, token)?.id, withTeamTokens);
              },
            }
          }
          describe={
            described && {
              owner,
              token: described,
              onClose: () => setDescribed(null),
              onDescribed(token) {
                setDescribed(null);
                if (fresh?.id === token.id) setFresh(token);
                refresh();
              },
            }
          }
        />
      )}
    </div>
  );
}

/** The page's rows without those just deleted; a token just generated stands first, wherever the order has it. */
function rowsOf(list: TokenList, fresh: TokenView | null, gone: ReadonlySet<string>): TokenView[] {
  const listed = list.tokens.filter((token) => token.status === "revoked" || !gone.has(token.id));
  if (!fresh || gone.has(fresh.id)) return listed;
  const isFresh = (token: TokenView) => token.id === fresh.id;
  return [listed.find(isFresh) ?? fresh, ...listed.filter((token) => !isFresh(token))];
}

function nextOf(rows: TokenView[], token: TokenView): TokenView | undefined {
  const index = rows.findIndex(({ id }) => id === token.id);
  return rows[index + 1];
}
