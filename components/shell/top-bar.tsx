import Link from "next/link";
import type { Theme } from "@/lib/users/user";
import { Mark } from "./mark";
import { PersonMenu } from "./person-menu";

/** The bar over every console page: the product, and the person. */
export function TopBar({ name, email, theme }: { name: string; email: string; theme: Theme }) {
  return (
    <header className="border-b bg-surface">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-box focus:bg-accent focus:px-4 focus:py-2 focus:text-on-accent"
      >
        Skip to the content
      </a>
      <div className="mx-auto flex h-14 max-w-6xl items-center justify-between gap-4 px-4 sm:px-6">
        <Link
          href="/settings/tokens"
          aria-label="Latchkey, to your tokens"
          className="-mx-1 flex h-11 items-center rounded-box px-1"
        >
          <Mark />
        </Link>
        <PersonMenu name={name} email={email} theme={theme} />
      </div>
    </header>
  );
}
