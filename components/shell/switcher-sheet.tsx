"use client";

import { Building2, Check } from "lucide-react";
import Link from "next/link";
import { OrganizationIcon } from "@/components/organizations/organization-icon";
import { joinClasses } from "@/components/ui/class-names";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import type { MenuHandle } from "@/components/ui/use-menu";
import type { SwitcherEntry } from "./organization-switcher";

type SwitcherSheetProps = {
  organizations: readonly SwitcherEntry[];
  currentId: string | undefined;
  /** The settings page that each line leads to. */
  page: string;
  menu: MenuHandle;
};

/** The organizations that one may go to, and the way to all of them. */
export function SwitcherSheet({ organizations, currentId, page, menu }: SwitcherSheetProps) {
  return (
    <Menu
      menu={menu}
      align="start"
      className="flex max-h-[min(32rem,80dvh)] w-72 max-w-[calc(100vw-1rem)] flex-col"
    >
      <MenuLabel>
        <span className="text-ink-soft">Organizations</span>
      </MenuLabel>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {organizations.map(({ id, name, icon }) => (
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
    </Menu>
  );
}
