"use client";

import { useRef } from "react";
import { joinClasses } from "@/components/ui/class-names";
import { CopyButton } from "./copy-button";
import type { Snippet } from "./snippets";

type SnippetBoxProps = {
  snippet: Snippet;
  /** What is copied, for screen readers; the label where it is not given. */
  what?: string;
  /** Of the text: where it is bounded, for example. */
  className?: string;
  onCopied?: () => void;
};

/** A text to paste elsewhere, with a button that copies it; where that fails the text is selected. */
export function SnippetBox({ snippet, what = snippet.label, className, onCopied }: SnippetBoxProps) {
  const text = useRef<HTMLPreElement>(null);
  function selectAll() {
    if (text.current) getSelection()?.selectAllChildren(text.current);
  }
  return (
    <div className="overflow-hidden rounded-box border">
      <div className="flex items-center justify-between gap-2 border-b bg-sunken py-1 pr-1 pl-3">
        <span className="text-ink-soft text-sm">{snippet.label}</span>
        <CopyButton
          text={snippet.text}
          what={what}
          variant="quiet"
          onCopied={() => onCopied?.()}
          onRefused={selectAll}
        />
      </div>
      <pre
        ref={text}
        className={joinClasses(
          "whitespace-pre-wrap break-all p-3 font-mono text-ink-soft text-xs leading-5",
          className,
        )}
      >
        {snippet.text}
      </pre>
    </div>
  );
}
