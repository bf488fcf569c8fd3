"use client";

import { Search, X } from "lucide-react";
import { type FormEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

const DELAY_MS = 300;

type SearchBoxProps = {
  /** What screen readers hear, and what the empty box says. */
  label: string;
  placeholder: string;
  /** What the list was searched for, as the address says. */
  searched: string;
  onSearch: (search: string) => void;
};

/** Searches while one types, after a pause, and at once on Enter; follows the address on Back. */
export function SearchBox({ label, placeholder, searched, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(searched);
  const [sent, setSent] = useState(searched);
  const [followed, setFollowed] = useState(searched);
  const input = useRef<HTMLInputElement>(null);
  if (searched !== followed) {
    setFollowed(searched);
    if (searched !== sent) {
      setSent(searched);
      setText(searched);
    }
  }
  const send = useEffectEvent(() => {
    setSent(text.trim());
    onSearch(text.trim());
  });
  useEffect(() => {
    if (text.trim() === sent) return;
    const timer = setTimeout(send, DELAY_MS);
    return () => clearTimeout(timer);
  }, [text, sent]);

  function submit(event: FormEvent) {
    event.preventDefault();
    setSent(text.trim());
    onSearch(text.trim());
  }

  return (
    <search className="relative max-md:col-span-2 max-md:row-start-2 md:min-w-0 md:flex-1">
      <form onSubmit={submit}>
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-soft"
        />
        <Input
          ref={input}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          aria-label={label}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="pr-11 pl-9 sm:pr-9"
        />
        {text && (
          <Button
            variant="quiet"
            size="icon"
            icon={X}
            aria-label="Clear the search"
            className="absolute top-0 right-0 sm:top-0.5 sm:right-0.5"
            onClick={() => {
              setText("");
              input.current?.focus();
            }}
          />
        )}
      </form>
    </search>
  );
}
