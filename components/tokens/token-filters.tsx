"use client";

import Link from "next/link";
import { joinClasses } from "@/components/ui/class-names";
import { Select } from "@/components/ui/select";
import {
  COUNTED,
  type TokenFilter,
  type TokenList,
  type TokenListQuery,
  type TokenSort,
} from "@/lib/tokens/token";
import { writeListQuery } from "./list-address";
import { SearchBox } from "./search-box";

const FILTERS: readonly { value: TokenFilter; word: string }[] = [
  { value: "live", word: "All live" },
  { value: "active", word: "Active" },
  { value: "expiring7", word: "Expiring in 7 days" },
  { value: "expiring30", word: "Expiring in 30 days" },
  { value: "unused", word: "Never used" },
  { value: "expired", word: "Expired" },
  { value: "revoked", word: "Revoked" },
];

/** While nothing is paused, "All live" and "Active" are one list: one counter, with the default's address. */
function chooseFilters({ live, active }: TokenList["counts"], asked: TokenFilter) {
  if (live !== active) return { filters: FILTERS, filter: asked };
  const filters = FILTERS.filter(({ value }) => value !== "active").map((filter) =>
    filter.value === "live" ? { ...filter, word: "Active" } : filter,
  );
  return { filters, filter: asked === "active" ? "live" : asked };
}

function sayCount(count: number): string {
  return count > COUNTED ? `${COUNTED.toLocaleString("en")}+` : String(count);
}

const SORTS: readonly { value: TokenSort; word: string }[] = [
  { value: "expiry", word: "Soonest expiry" },
  { value: "created", word: "Newest" },
  { value: "used", word: "Last used" },
  { value: "description", word: "Description" },
];

type TokenFiltersProps = {
  query: TokenListQuery;
  counts: TokenList["counts"];
  pathname: string;
  /** Goes to an address of the list; `replace` while typing, so that Back leaves the search as a whole. */
  onGo: (address: string, replace?: boolean) => void;
};

/** Counters that are filters, the search and the order. All of it lives in the address. */
export function TokenFilters({ query, counts, pathname, onGo }: TokenFiltersProps) {
  const addressOf = (change: Partial<TokenListQuery>) => `${pathname}${writeListQuery(query, change)}`;
  const { filters, filter } = chooseFilters(counts, query.filter);
  return (
    <div className="flex flex-col gap-3">
      <nav aria-label="Filter tokens" className="max-md:hidden">
        <ul className="flex flex-wrap gap-1.5">
          {filters.map(({ value, word }) => (
            <li key={value}>
              <Link
                href={addressOf({ filter: value })}
                prefetch={false}
                onNavigate={(event) => {
                  event.preventDefault();
                  onGo(addressOf({ filter: value }));
                }}
                aria-current={value === filter ? "true" : undefined}
                className={joinClasses(
                  "flex h-8 items-center gap-1.5 rounded-full border px-3 text-sm transition-colors duration-100",
                  value === filter
                    ? "border-accent-text bg-accent-soft font-medium text-accent-text"
                    : "bg-surface text-ink-soft hover:border-edge hover:text-ink",
                )}
              >
                {word}
                <span className="font-medium tabular-nums">{sayCount(counts[value])}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="grid gap-2 max-md:grid-cols-2 md:flex">
        <Select
          aria-label="Show"
          className="max-sm:col-span-2 md:hidden"
          value={filter}
          onChange={(event) => onGo(addressOf({ filter: event.target.value as TokenFilter }))}
        >
          {filters.map(({ value, word }) => (
            <option key={value} value={value}>
              {`${word} (${sayCount(counts[value])})`}
            </option>
          ))}
        </Select>
        <SearchBox
          label="Search tokens"
          placeholder="Search description or hint"
          searched={query.search}
          onSearch={(search) => onGo(addressOf({ search }), true)}
        />
        <Select
          aria-label="Sort by"
          className="max-sm:col-span-2 md:w-44"
          value={query.sort}
          onChange={(event) => onGo(addressOf({ sort: event.target.value as TokenSort }))}
        >
          {SORTS.map(({ value, word }) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </Select>
      </div>
    </div>
  );
}
