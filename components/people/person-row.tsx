"use client";

import { Ban, CircleCheck, Crown, Ellipsis } from "lucide-react";
import { formatAgo } from "@/components/tokens/instant";
import { InstantText } from "@/components/tokens/instant-text";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useMenu } from "@/components/ui/use-menu";
import type { PersonView } from "@/lib/people/person";
import type { PersonVerb } from "./person-changes";

type PersonRowProps = {
  person: PersonView;
  now: Date;
  zone: string;
  onAsk: (person: PersonView, verb: PersonVerb) => void;
};

const MOST_GROUPS = 4;

const loadSheet = () => import("./change-sheet").then((part) => part.ChangeSheet);

/** An account in the list: a line of columns on wide screens, a card on phones. */
export function PersonRow({ person, now, zone, onAsk }: PersonRowProps) {
  const { id, name, email, isSelf } = person;
  return (
    <li
      aria-labelledby={`person-${id}-name`}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2.5 border-t px-4 py-4 first:border-t-0 sm:px-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,3fr)_auto] lg:items-center lg:gap-x-6 lg:py-3.5"
    >
      <div className="min-w-0">
        <h2 id={`person-${id}-name`} className="inline font-medium">
          {name}
        </h2>
        {isSelf && <span className="ml-2 whitespace-nowrap text-ink-faint text-sm">That is you</span>}
        <p className="text-ink-soft text-sm">{email}</p>
        <p className="mt-1.5 flex flex-wrap gap-1.5">
          <Status person={person} />
          {person.isOwner && (
            <Badge tone="accent" icon={Crown}>
              Instance owner
            </Badge>
          )}
        </p>
      </div>
      <div className="min-w-0 max-lg:col-span-2 max-lg:row-start-2">
        <Groups person={person} />
      </div>
      <div className="min-w-0 text-sm max-lg:col-span-2 max-lg:row-start-3">
        <p>{sayTokens(person)}</p>
        <p className="text-ink-soft">
          {person.lastSeenAt === null ? (
            "Never signed in"
          ) : (
            <InstantText at={person.lastSeenAt} zone={zone}>
              Last seen {formatAgo(new Date(person.lastSeenAt), now)}
            </InstantText>
          )}
        </p>
      </div>
      <Actions person={person} onAsk={onAsk} />
    </li>
  );
}

function sayTokens({ liveTokens, status }: PersonView): string {
  if (liveTokens === 0) return "No live token";
  const tokens = liveTokens === 1 ? "1 live token" : `${liveTokens} live tokens`;
  return status === "suspended" ? `${tokens}, refused` : tokens;
}

function Status({ person }: { person: PersonView }) {
  return person.status === "active" ? (
    <Badge tone="good" icon={CircleCheck}>
      Active
    </Badge>
  ) : (
    <Badge tone="danger" icon={Ban}>
      Suspended
    </Badge>
  );
}

/** The owner group is told by the badge. */
function Groups({ person: { groups, isOwner } }: { person: PersonView }) {
  if (groups.length === 0)
    return <p className="text-ink-faint text-sm">{isOwner ? "In no other group" : "In no group"}</p>;
  const more = groups.length - MOST_GROUPS;
  return (
    <ul aria-label="Groups" className="flex flex-wrap gap-1.5">
      {groups.slice(0, MOST_GROUPS).map((group) => (
        <li key={group} className="max-w-full rounded-tick bg-sunken px-2 py-0.5 font-mono text-sm">
          {group}
        </li>
      ))}
      {more > 0 && (
        <li className="py-0.5 text-ink-soft text-sm" title={groups.slice(MOST_GROUPS).join(", ")}>
          and {more} more
        </li>
      )}
    </ul>
  );
}

function Actions({ person, onAsk }: Pick<PersonRowProps, "person" | "onAsk">) {
  const { trigger, Sheet, menu } = useMenu(loadSheet);
  return (
    <>
      <Button
        {...trigger}
        variant="quiet"
        size="icon"
        icon={Ellipsis}
        aria-label={`Change ${person.name}`}
        data-person-more={person.id}
        className="-mr-2 max-lg:col-start-2 max-lg:row-start-1 max-lg:-mt-2"
      />
      {Sheet && <Sheet person={person} onAsk={onAsk} menu={menu} />}
    </>
  );
}
