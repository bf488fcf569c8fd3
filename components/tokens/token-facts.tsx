"use client";

import { KeyRound, Sparkles, Users } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { joinClasses } from "@/components/ui/class-names";
import type { TokenView } from "@/lib/tokens/token";
import { AddressText } from "./address-text";
import { AllowedNetworks } from "./allowed-networks";
import { formatAgo, formatDay, formatUntil } from "./instant";
import { InstantText } from "./instant-text";
import { nameOf } from "./last-use";
import { sayRevocation } from "./revocation-words";
import { TokenStatus } from "./token-status";

type Facts = { token: TokenView; now: Date; zone: string };

/** The three cells of a row: what it is, how long it lives, who used it. */
export function TokenFacts({ isFresh, ...facts }: Facts & { isFresh: boolean }) {
  return (
    <>
      <Identity {...facts} isFresh={isFresh} />
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1 max-md:col-span-2 md:col-start-2 lg:flex-col lg:items-start">
        <TokenStatus status={facts.token.status} />
        <Expiry {...facts} />
      </div>
      <div className="text-sm max-md:self-center md:col-start-2 lg:col-start-3">
        <Use {...facts} />
      </div>
    </>
  );
}

function Identity({ token, zone, isFresh }: Facts & { isFresh: boolean }) {
  const { createdBy, mintedBy } = token;
  return (
    <div className="min-w-0 max-md:col-span-2 md:col-start-1 md:row-span-2 md:row-start-1 lg:row-span-1">
      <div>
        <h2 id={`token-${token.id}-name`} className="mr-2 inline font-medium">
          {nameOf(token)}
        </h2>
        <code className="mr-2 whitespace-nowrap rounded-tick bg-sunken px-1.5 py-0.5 text-ink-soft text-xs">
          <span className="sr-only">ends in </span>…{token.hint}
        </code>
        {isFresh && (
          <Badge tone="accent" icon={Sparkles}>
            New
          </Badge>
        )}
      </div>
      {(token.mayManageTokens || token.mayManageTeams) && (
        <p className="my-1 flex flex-wrap gap-1">
          {token.mayManageTokens && <Badge icon={KeyRound}>May manage tokens</Badge>}
          {token.mayManageTeams && <Badge icon={Users}>May manage teams</Badge>}
        </p>
      )}
      <AllowedNetworks networks={token.allowedCidrs} />
      <p className="mt-0.5 text-ink-soft text-sm">
        Created <time dateTime={token.createdAt}>{formatDay(new Date(token.createdAt), zone)}</time>
        {createdBy && ` by ${createdBy.name || createdBy.email}`}
        {mintedBy && (
          <>
            {" "}
            with the token {nameOf(mintedBy)} <code className="text-xs">…{mintedBy.hint}</code>
          </>
        )}
      </p>
    </div>
  );
}

function Expiry({ token, now, zone }: Facts): ReactNode {
  const { status, expiresAt, revokedAt, revokedBy, revokedReason } = token;
  if (status === "revoked" && revokedAt) {
    const why = sayRevocation(revokedReason);
    return (
      <span className="text-sm">
        <InstantText at={revokedAt} zone={zone}>
          {formatAgo(new Date(revokedAt), now)}
        </InstantText>
        {revokedBy && <span className="text-ink-soft"> by {revokedBy}</span>}
        {why && (
          <span className={joinClasses("block", why.isAlarming ? "text-danger" : "text-ink-soft")}>
            {why.text}
          </span>
        )}
      </span>
    );
  }
  if (!expiresAt) return <span className="text-sm">Never expires</span>;
  const at = new Date(expiresAt);
  return (
    <span className="text-sm">
      <InstantText at={expiresAt} zone={zone}>
        {status === "expired" ? `Expired ${formatAgo(at, now)}` : `Expires ${formatUntil(at, now)}`}
      </InstantText>
    </span>
  );
}

function Use({ token, now, zone }: Facts): ReactNode {
  const { lastUse, refused } = token;
  return (
    <>
      {lastUse ? (
        <p>
          <InstantText at={lastUse.at} zone={zone}>
            Last used {formatAgo(new Date(lastUse.at), now)}
          </InstantText>{" "}
          <Caller call={lastUse} />
        </p>
      ) : (
        <p className="text-ink-soft">Never used</p>
      )}
      {refused && (
        <p className="mt-0.5 text-danger">
          {refused.count === 1 ? "1 call" : `${refused.count} calls`} refused since, the latest{" "}
          <InstantText at={refused.at} zone={zone}>
            {formatAgo(new Date(refused.at), now)}
          </InstantText>{" "}
          <Caller call={refused} />
        </p>
      )}
    </>
  );
}

/** From where and with what a call came; each part stays on one line. */
function Caller({ call }: { call: { ip: string; agent: string } }) {
  return (
    <span className="text-ink-soft lg:block">
      {call.ip && (
        <span className="inline-block">
          from <AddressText>{call.ip}</AddressText>
        </span>
      )}{" "}
      {call.agent && (
        <span title={call.agent} className="inline-block max-w-full align-bottom md:truncate">
          with {call.agent}
        </span>
      )}
    </span>
  );
}
