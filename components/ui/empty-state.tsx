import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type EmptyStateProps = { icon: LucideIcon; title: string; children: ReactNode; action?: ReactNode };

/** Nothing here yet: what the thing is for, and the first step. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-4 px-6 py-12 text-center sm:py-16">
      <span className="flex size-12 items-center justify-center rounded-full border bg-canvas text-ink-soft">
        <Icon aria-hidden className="size-5" />
      </span>
      <div className="max-w-md">
        <h2 className="font-semibold text-lg tracking-tight">{title}</h2>
        <div className="mt-1 text-ink-soft">{children}</div>
      </div>
      {action && <div className="flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
