"use client";

import { Trash2 } from "lucide-react";
import { formatAgo, formatDay } from "@/components/tokens/instant";
import { InstantText } from "@/components/tokens/instant-text";
import { Button } from "@/components/ui/button";
import type { ClientView } from "@/lib/clients/client";

type ClientRowProps = { client: ClientView; now: Date; zone: string; onDelete: () => void };

/** A client in the list: a line of columns on wide screens, a card on phones. */
export function ClientRow({ client, now, zone, onDelete }: ClientRowProps) {
  const { id, name, hint, createdAt, createdBy, lastUsedAt } = client;
  return (
    <li
      aria-labelledby={`client-${id}-name`}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2 border-t px-4 py-4 first:border-t-0 sm:px-5 lg:grid-cols-[minmax(0,7fr)_minmax(0,4fr)_auto] lg:gap-x-6 lg:py-3.5"
    >
      <div className="min-w-0">
        <h2 id={`client-${id}-name`} className="mr-2 inline break-words font-medium">
          {name}
        </h2>
        <code className="whitespace-nowrap rounded-tick bg-sunken px-1.5 py-0.5 text-ink-soft text-xs">
          <span className="sr-only">its secret ends in </span>…{hint}
        </code>
        <p className="mt-0.5 font-mono text-ink-soft text-xs">
          <span className="sr-only">client_id </span>
          {id}
        </p>
      </div>
      <div className="min-w-0 text-sm max-lg:col-span-2 max-lg:row-start-2">
        <p>
          {lastUsedAt === null ? (
            <span className="text-ink-soft">Never used</span>
          ) : (
            <InstantText at={lastUsedAt} zone={zone}>
              Last used {formatAgo(new Date(lastUsedAt), now)}
            </InstantText>
          )}
        </p>
        <p className="text-ink-soft">
          Registered <time dateTime={createdAt}>{formatDay(new Date(createdAt), zone)}</time>
          {createdBy !== null && ` by ${createdBy}`}
        </p>
      </div>
      <Button
        variant="quiet"
        size="small"
        icon={Trash2}
        aria-label={`Delete ${name}`}
        className="hover:bg-danger-soft hover:text-danger max-lg:col-start-2 max-lg:row-start-1"
        onClick={onDelete}
      >
        Delete
      </Button>
    </li>
  );
}
