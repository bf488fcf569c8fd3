import { joinClasses } from "./class-names";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonLook = {
  variant?: ButtonVariant | undefined;
  size?: "regular" | "small" | "icon" | undefined;
};

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "border-line bg-surface text-ink hover:border-edge hover:bg-sunken",
  quiet: "border-transparent text-ink-soft hover:bg-sunken hover:text-ink",
  danger: "border-transparent bg-danger-solid text-on-accent hover:bg-danger-strong",
};

const SIZES = {
  regular: "h-11 gap-2 px-4 sm:h-9 sm:px-3.5",
  small: "h-11 gap-1.5 px-3 text-sm sm:h-8 sm:px-2.5",
  icon: "size-11 sm:size-8",
} as const;

/** The look of a button, also for links (a server component may call it). */
export function buttonClass({ variant = "secondary", size = "regular" }: ButtonLook = {}): string {
  return joinClasses(
    "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-box border font-medium no-underline",
    "transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-55",
    "aria-busy:cursor-progress aria-disabled:cursor-not-allowed",
    VARIANTS[variant],
    SIZES[size],
  );
}
