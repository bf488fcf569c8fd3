import { joinClasses } from "@/components/ui/class-names";
import type { Theme } from "@/lib/users/user";

// The palette of globals.css spelled out: its variables follow the page's theme, and each preview shows its own.
const PALETTES = {
  light: {
    canvas: "bg-[#f7f8fa]",
    sheet: "border-[#e3e6eb] bg-white",
    ink: "bg-[#14161b]",
    faint: "bg-[#636a77]",
  },
  dark: {
    canvas: "bg-[#0c0d10]",
    sheet: "border-[#272a31] bg-[#131519]",
    ink: "bg-[#eceef2]",
    faint: "bg-[#9299a7]",
  },
} as const;

const SHOWN: Record<Theme, readonly (keyof typeof PALETTES)[]> = {
  system: ["light", "dark"],
  light: ["light"],
  dark: ["dark"],
};

/** A small window in the theme's own colours. */
export function ThemePreview({ theme }: { theme: Theme }) {
  return (
    <span
      aria-hidden
      className="flex h-16 w-24 shrink-0 overflow-hidden rounded-tick border sm:h-24 sm:w-full"
    >
      {SHOWN[theme].map((name) => (
        <Window key={name} palette={PALETTES[name]} />
      ))}
    </span>
  );
}

function Window({ palette }: { palette: (typeof PALETTES)[keyof typeof PALETTES] }) {
  return (
    <span className={joinClasses("flex flex-1 flex-col gap-1.5 p-2 sm:p-3", palette.canvas)}>
      <span className={joinClasses("rounded-full h-1.5 w-3/5", palette.ink)} />
      <span className={joinClasses("flex flex-1 flex-col gap-1.5 rounded-tick border p-1.5", palette.sheet)}>
        <span className={joinClasses("rounded-full h-1 w-4/5", palette.faint)} />
        <span className={joinClasses("rounded-full h-1 w-3/5", palette.faint)} />
        <span className="mt-auto h-2 w-2/5 rounded-full bg-accent" />
      </span>
    </span>
  );
}
