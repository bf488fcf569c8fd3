import { joinClasses } from "./class-names";

/** The shape of what is coming. Hidden from screen readers: the page says once that it loads. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden className={joinClasses("block animate-breathe rounded-tick bg-sunken", className)} />
  );
}
