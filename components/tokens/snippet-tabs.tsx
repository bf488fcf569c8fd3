"use client";

import { useRef } from "react";
import { Tab, TabList, TabPanel, Tabs } from "@/components/ui/tabs";
import { CopyButton } from "./copy-button";
import { type Snippet, writeSnippets } from "./snippets";

type SnippetTabsProps = { publicUrl: string; secret: string; onCaptured: () => void };

/** How to use the secret, with the real address and the real secret in it. */
export function SnippetTabs({ publicUrl, secret, onCaptured }: SnippetTabsProps) {
  const tabs = writeSnippets(publicUrl, secret);
  return (
    <Tabs defaultValue={tabs[0]?.id ?? ""}>
      <TabList aria-label="Ways to use it" className="max-sm:-mx-1.5">
        {tabs.map(({ id, word }) => (
          <Tab key={id} value={id}>
            {word}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, hint, snippets }) => (
        <TabPanel key={id} value={id} className="flex flex-col gap-3">
          <p className="text-ink-soft text-sm">{hint}</p>
          {snippets.map((snippet) => (
            <SnippetBox key={snippet.label} snippet={snippet} onCaptured={onCaptured} />
          ))}
        </TabPanel>
      ))}
    </Tabs>
  );
}

function SnippetBox({ snippet, onCaptured }: { snippet: Snippet; onCaptured: () => void }) {
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
          what={snippet.label}
          variant="quiet"
          onCopied={onCaptured}
          onRefused={selectAll}
        />
      </div>
      <pre
        ref={text}
        className="max-h-44 overflow-y-auto whitespace-pre-wrap break-all p-3 font-mono text-ink-soft text-xs leading-5"
      >
        {snippet.text}
      </pre>
    </div>
  );
}
