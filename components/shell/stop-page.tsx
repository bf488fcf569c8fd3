import type { ReactNode } from "react";
import { Mark } from "./mark";

type StopPageProps = { title: string; children: ReactNode; action: ReactNode; detail?: string | undefined };

/** A whole page for when there is nothing to show: what happened, that nothing was lost, what to do. */
export function StopPage({ title, children, action, detail }: StopPageProps) {
  return (
    <main className="mx-auto flex min-h-[80dvh] max-w-md flex-col justify-center gap-6 px-4 py-16">
      <Mark />
      <div>
        <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
        <div className="mt-2 text-ink-soft">{children}</div>
      </div>
      <div className="flex flex-wrap gap-2">{action}</div>
      {detail && <p className="text-ink-faint text-sm">{detail}</p>}
    </main>
  );
}
