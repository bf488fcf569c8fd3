"use client";

import { Building2, Check, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { useParams, usePathname } from "next/navigation";
import { OrganizationIcon } from "@/components/organizations/organization-icon";
import { joinClasses } from "@/components/ui/class-names";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import type { OrganizationView } from "@/lib/organizations/organization";

export type SwitcherEntry = Pick<OrganizationView, "id" | "name" | "icon" | "isDisabled">;

const TRIGGER =
  "flex h-11 min-w-0 items-center gap-2 rounded-box px-2 transition-colors duration-100 hover:bg-sunken sm:h-9";

/** Which organization one is in, and the way to the others. Disabled ones are left to the list of all. */
export function OrganizationSwitcher({ organizations }: { organizations: readonly SwitcherEntry[] }) {
  const { organization: currentId } = useParams<{ organization?: string }>();
  const page = findSettingsPage(usePathname());
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
    <Menu>
      <MenuTrigger
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
      </MenuTrigger>
      <MenuContent
        align="start"
        className="flex max-h-[min(32rem,80dvh)] w-72 max-w-[calc(100vw-1rem)] flex-col"
      >
        <MenuLabel>
          <span className="text-ink-soft">Organizations</span>
        </MenuLabel>
        <div className="min-h-0 flex-1 overflow-y-auto">
          {enabled.map(({ id, name, icon }) => (
            <MenuItem key={id} asChild>
              <Link
                href={`/organizations/${id}/settings/${page}`}
                aria-current={id === currentId ? "true" : undefined}
              >
                <OrganizationIcon icon={icon} className="size-6" />
                <span className={joinClasses("min-w-0 flex-1 truncate", id === currentId && "font-medium")}>
                  {name}
                </span>
                {id === currentId && <Check aria-hidden className="size-4 shrink-0 text-accent-text" />}
              </Link>
            </MenuItem>
          ))}
        </div>
        <MenuSeparator />
        <MenuItem asChild>
          <Link href="/organizations">
            <Building2 aria-hidden className="size-4 text-ink-soft" />
            All organizations
          </Link>
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

/** Who reads General of one organization wants General of the next. */
function findSettingsPage(pathname: string): string {
  return /^\/organizations\/[^/]+\/settings\/general$/.test(pathname) ? "general" : "teams";
}
