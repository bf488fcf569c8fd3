"use client";

import { LogOut, type LucideIcon, Monitor, Moon, Settings, ShieldCheck, Sun } from "lucide-react";
import Link from "next/link";
import { useState, useTransition } from "react";
import { Menu, MenuChoice, MenuChoiceItem, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import type { MenuHandle } from "@/components/ui/use-menu";
import { signOutHere } from "@/lib/auth-client";
import { setTheme } from "@/lib/users/actions";
import { parseTheme, THEMES, type Theme } from "@/lib/users/user";

const LOOKS: Record<Theme, { word: string; icon: LucideIcon }> = {
  system: { word: "System", icon: Monitor },
  light: { word: "Light", icon: Sun },
  dark: { word: "Dark", icon: Moon },
};

export type PersonSheetProps = { name: string; email: string; theme: Theme; isInstanceOwner: boolean };

/** Who is signed in, the way to the settings, the theme, and out. */
export function PersonSheet({
  name,
  email,
  theme,
  isInstanceOwner,
  menu,
}: PersonSheetProps & { menu: MenuHandle }) {
  const [chosen, setChosen] = useState(theme);
  const show = useToast();
  const [, startTransition] = useTransition();

  async function signOut() {
    const result = await signOutHere();
    if (!result.ok)
      show({ title: "You are still signed in", description: result.failure.message, kind: "danger" });
  }

  function chooseTheme(value: string) {
    const next = parseTheme(value);
    setChosen(next);
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    startTransition(async () => {
      await setTheme(next);
    });
  }

  return (
    <Menu menu={menu} className="w-64">
      <MenuLabel>
        <span className="block truncate font-medium text-base">{name}</span>
        <span className="block truncate text-ink-soft">{email}</span>
      </MenuLabel>
      <MenuSeparator />
      <MenuItem asChild>
        <Link href="/settings/tokens">
          <Settings aria-hidden className="size-4 text-ink-soft" />
          User Settings
        </Link>
      </MenuItem>
      {isInstanceOwner && (
        <MenuItem asChild>
          <Link href="/admin/users">
            <ShieldCheck aria-hidden className="size-4 text-ink-soft" />
            Instance settings
          </Link>
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuChoice label="Theme" value={chosen} onChange={chooseTheme}>
        {THEMES.map((value) => (
          <MenuChoiceItem key={value} value={value} icon={LOOKS[value].icon}>
            {LOOKS[value].word}
          </MenuChoiceItem>
        ))}
      </MenuChoice>
      <MenuSeparator />
      <MenuItem icon={LogOut} onSelect={() => void signOut()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
