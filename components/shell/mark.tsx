import { joinClasses } from "@/components/ui/class-names";

type MarkProps = {
  className?: string /** "bar": the name is left out on phones. */;
  size?: "regular" | "large" | "bar";
};

/** The product's mark: a keyhole in its plate, and the name. */
export function Mark({ className, size = "regular" }: MarkProps) {
  return (
    <span className={joinClasses("inline-flex items-center gap-2.5", className)}>
      <svg viewBox="0 0 32 32" aria-hidden="true" className={size === "large" ? "size-9" : "size-7"}>
        <rect width="32" height="32" rx="8" className="fill-accent" />
        <path
          className="fill-on-accent"
          d="M16 7a6 6 0 0 0-3.2 11.08l-1.5 5.62A1 1 0 0 0 12.27 25h7.46a1 1 0 0 0 .97-1.3l-1.5-5.62A6 6 0 0 0 16 7Z"
        />
      </svg>
      <span
        className={joinClasses(
          "font-semibold tracking-tight",
          size === "large" ? "text-xl" : "text-lg",
          size === "bar" && "max-sm:hidden",
        )}
      >
        Latchkey
      </span>
    </span>
  );
}
