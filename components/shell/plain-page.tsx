import type { ReactNode } from "react";

/** What a console page without a rail stands in. */
export function PlainPage({ children, isNarrow = false }: { children: ReactNode; isNarrow?: boolean }) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className={`flex min-w-0 flex-col gap-6 py-6 pb-16 outline-none ${isNarrow ? "max-w-3xl" : ""}`}
    >
      {children}
    </main>
  );
}
