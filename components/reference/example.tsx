import { ChevronRight } from "lucide-react";

/** A body as JSON, folded away; wrapped, so that nothing scrolls sideways. */
export function Example({ title, value }: { title: string; value: unknown }) {
  return (
    <details className="group rounded-box border">
      <summary className="flex h-11 list-none items-center gap-2 rounded-box px-3 text-ink-soft text-sm hover:bg-sunken sm:h-9 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 transition-transform duration-100 group-open:rotate-90"
        />
        {title}
      </summary>
      <pre className="whitespace-pre-wrap break-all border-t p-3 font-mono text-ink-soft text-xs leading-5">
        {JSON.stringify(value, null, 2)}
      </pre>
    </details>
  );
}
