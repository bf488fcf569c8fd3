import { Fold } from "@/components/ui/fold";

/** A body as JSON, folded away; wrapped, so that nothing scrolls sideways. */
export function Example({ title, value }: { title: string; value: unknown }) {
  return (
    <Fold title={title} className="text-ink-soft text-sm hover:bg-sunken">
      <pre className="whitespace-pre-wrap break-all border-t p-3 font-mono text-ink-soft text-xs leading-5">
        {JSON.stringify(value, null, 2)}
      </pre>
    </Fold>
  );
}
