"use client";

import { useState } from "react";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Method } from "@/lib/openapi/operation";
import { MethodWord } from "./method-word";

export type IndexEntry = { id: string; tag: string; method: Method; path: string; summary: string };

/** The table of contents: a list that can be narrowed, on phones and tablets a select. */
export function OperationIndex({ entries }: { entries: readonly IndexEntry[] }) {
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const found = entries.filter(({ tag, method, path, summary }) =>
    `${tag} ${method} ${path} ${summary}`.toLowerCase().includes(wanted),
  );
  return (
    <nav aria-label="Contents" className="lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:self-start">
      <Select
        aria-label="Go to a call"
        className="lg:hidden"
        value=""
        onChange={(event) => goTo(event.target.value)}
      >
        <option value="" disabled>
          Go to a call…
        </option>
        {groupsOf(entries).map(([tag, group]) => (
          <optgroup key={tag} label={tag}>
            {group.map(({ id, summary }) => (
              <option key={id} value={id}>
                {summary}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
      <div className="flex max-h-[inherit] flex-col gap-3 max-lg:hidden">
        <Input
          type="search"
          className="shrink-0"
          aria-label="Find a call"
          placeholder="Find a call"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <p role="status" className={found.length > 0 ? "sr-only" : "px-2 text-ink-soft text-sm"}>
          {found.length === 0 ? "No call is like that." : wanted !== "" && `${found.length} calls`}
        </p>
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto pb-4">
          {groupsOf(found).map(([tag, group]) => (
            <div key={tag} className="flex flex-col gap-1">
              <p className="px-2 font-medium text-ink-faint text-sm">{tag}</p>
              <ul>
                {group.map(({ id, method, summary }) => (
                  <li key={id}>
                    <a
                      href={`#${id}`}
                      className="flex items-baseline gap-2 rounded-box px-2 py-1 text-ink-soft text-sm transition-colors duration-100 hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2"
                    >
                      <MethodWord method={method} className="w-12 shrink-0" />
                      {summary}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </div>
    </nav>
  );
}

/** By the address, so that Back works; the heading takes the focus. */
function goTo(id: string): void {
  location.hash = id;
  document.getElementById(id)?.focus();
}

function groupsOf(entries: readonly IndexEntry[]): [string, IndexEntry[]][] {
  const tags = [...new Set(entries.map(({ tag }) => tag))];
  return tags.map((tag) => [tag, entries.filter((entry) => entry.tag === tag)]);
}
