import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { joinClasses } from "./class-names";

/** A box that is folded away under its title. `className` is of the title. */
export function Fold({
  title,
  className,
  children,
}: {
  title: string;
  className: string;
  children: ReactNode;
}) {
  return (
    <details className="group rounded-box border">
      <summary
        className={joinClasses(
          "flex h-11 list-none items-center gap-2 rounded-box px-3 sm:h-9 [&::-webkit-details-marker]:hidden",
          className,
        )}
      >
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-ink-soft transition-transform duration-100 group-open:rotate-90"
        />
        {title}
      </summary>
      {children}
    </details>
  );
}
