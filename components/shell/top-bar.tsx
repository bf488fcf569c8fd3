import Link from "next/link";
import type { Theme } from "@/lib/users/user";
import { Mark } from "./mark";
import { OrganizationSwitcher, type SwitcherEntry } from "./organization-switcher";
import { PersonMenu } from "./person-menu";
import { SkipLink } from "./skip-link";

type TopBarProps = {
  name: string;
  email: string;
  theme: Theme;
  isInstanceOwner: boolean;
  organizations: readonly SwitcherEntry[];
};

/** The bar over every console page: the product, the organization, and the person. */
export function TopBar({ organizations, ...person }: TopBarProps) {
  return (
    <header className="border-b bg-surface">
      <SkipLink />
      <div className="mx-auto flex h-14 max-w-6xl items-center gap-1 px-4 sm:gap-3 sm:px-6">
        <Link
          href="/settings/tokens"
          aria-label="Latchkey, to your tokens"
          className="-mx-1 flex h-11 shrink-0 items-center rounded-box px-1"
        >
          <Mark size="bar" />
        </Link>
        <span aria-hidden className="h-5 w-px shrink-0 bg-line max-sm:ml-1" />
        <div className="flex min-w-0 flex-1">
          <OrganizationSwitcher organizations={organizations} />
        </div>
        <PersonMenu {...person} />
      </div>
    </header>
  );
}
