"use client";

import { Tab, TabList, TabPanel, Tabs } from "@/components/ui/tabs";
import { SnippetBox } from "./snippet-box";
import { writeSnippets } from "./snippets";

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
            <SnippetBox
              key={snippet.label}
              snippet={snippet}
              className="max-h-44 overflow-y-auto"
              onCopied={onCaptured}
            />
          ))}
        </TabPanel>
      ))}
    </Tabs>
  );
}
