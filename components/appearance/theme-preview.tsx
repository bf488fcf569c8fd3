import { joinClasses } from "@/components/ui/class-names";
import type { Theme } from "@/lib/users/user";

const SCHEMES: Record<Theme, readonly ("light" | "dark")[]> = {
  system: ["light", "dark"],
  light: ["light"],
  dark: ["dark"],
};

/** A small window in the theme's own colours: light-dark() follows the nearest color-scheme. */
export function ThemePreview({ theme }: { theme: Theme }) {
  return (
    <span
      aria-hidden
      className="flex h-16 w-24 shrink-0 overflow-hidden rounded-tick border sm:h-24 sm:w-full"
    >
      {SCHEMES[theme].map((scheme) => (
        <span
          key={scheme}
          className={joinClasses(
            "flex flex-1 flex-col gap-1.5 bg-canvas p-2 sm:p-3",
            scheme === "light" ? "scheme-light" : "scheme-dark",
          )}
        >
          <span className="h-1.5 w-3/5 rounded-full bg-ink" />
          <span className="flex flex-1 flex-col gap-1.5 rounded-tick border bg-surface p-1.5">
            <span className="h-1 w-4/5 rounded-full bg-ink-faint" />
            <span className="h-1 w-3/5 rounded-full bg-ink-faint" />
            <span className="mt-auto h-2 w-2/5 rounded-full bg-accent" />
          </span>
        </span>
      ))}
    </span>
  );
}
