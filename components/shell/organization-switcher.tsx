"use client";

import { Building2, ChevronsUpDown } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useParams, usePathname } from "next/navigation";
import { joinClasses } from "@/components/ui/class-names";
import { useMenu } from "@/components/ui/use-menu";
import type { OrganizationView } from "@/lib/organizations/organization";

export type SwitcherEntry = Pick<OrganizationView, "id" | "name" | "icon" | "isDisabled">;

const TRIGGER =
  "flex h-11 min-w-0 items-center gap-2 rounded-box px-2 transition-colors duration-100 hover:bg-sunken sm:h-9";

// Pages outside of any organization need none of the signs. While one comes, its place is kept.
const OrganizationIcon = dynamic(
  () => import("@/components/organizations/organization-icon").then((part) => part.OrganizationIcon),
  { loading: () => <span className="size-6 shrink-0" /> },
);

const loadSheet = () => import("./switcher-sheet").then((part) => part.SwitcherSheet);

/** Which organization one is in, and the way to the others. Disabled ones are left to the list of all. */
export function OrganizationSwitcher({ organizations }: { organizations: readonly SwitcherEntry[] }) {
  const { organization: currentId } = useParams<{ organization?: string }>();
  const page = findSettingsPage(usePathname());
  const { trigger, Sheet, menu } = useMenu(loadSheet);
  const current = organizations.find(({ id }) => id === currentId);
  const enabled = organizations.filter(({ isDisabled }) => !isDisabled);
  if (enabled.length === 0 && !current)
    return (
      <Link href="/organizations" className={TRIGGER}>
        <Building2 aria-hidden className="size-4 shrink-0 text-ink-soft" />
        <span className="truncate font-medium">Organizations</span>
      </Link>
    );
  return (
    <>
      <button
        {...trigger}
        type="button"
        aria-label={current ? `${current.name}: switch organization` : "Organizations: choose one"}
        className={joinClasses(TRIGGER, "data-[state=open]:bg-sunken")}
      >
        {current ? (
          <OrganizationIcon icon={current.icon} className="size-6" />
        ) : (
          <Building2 aria-hidden className="size-4 shrink-0 text-ink-soft" />
        )}
        <span className="max-w-56 truncate font-medium">{current?.name ?? "Organizations"}</span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
      </button>
      {Sheet && <Sheet organizations={enabled} currentId={current?.id} page={page} menu={menu} />}
    </>
  );
}

/** Who reads General of one organization wants General of the next. */
function findSettingsPage(pathname: string): string {
  return /^\/organizations\/[^/]+\/settings\/general$/.test(pathname) ? "general" : "teams";
}
