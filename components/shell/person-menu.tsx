"use client";

import {
  ChevronDown,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  Settings,
  ShieldCheck,
  Sun,
} from "lucide-react";
import Link from "next/link";
import { useState, useTransition } from "react";
import {
  Menu,
  MenuChoice,
  MenuChoiceItem,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  MenuTrigger,
} from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import { signOutHere } from "@/lib/auth-client";
import { setTheme } from "@/lib/users/actions";
import { parseTheme, THEMES, type Theme } from "@/lib/users/user";

const LOOKS: Record<Theme, { word: string; icon: LucideIcon }> = {
  system: { word: "System", icon: Monitor },
  light: { word: "Light", icon: Sun },
  dark: { word: "Dark", icon: Moon },
};

type PersonMenuProps = { name: string; email: string; theme: Theme; isInstanceOwner: boolean };

/** Who is signed in, the way to the settings, the theme, and out. */
export function PersonMenu({ name, email, theme, isInstanceOwner }: PersonMenuProps) {
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
    <Menu>
      <MenuTrigger
        aria-label={`${name}: menu`}
        className="-mr-2 flex h-11 min-w-0 items-center gap-2 rounded-box px-2 transition-colors duration-100 hover:bg-sunken data-[state=open]:bg-sunken sm:h-9"
      >
        <span
          aria-hidden
          className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent-text text-xs"
        >
          {initialsOf(name)}
        </span>
        <span className="truncate font-medium max-sm:hidden">{name}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
      </MenuTrigger>
      <MenuContent className="w-64">
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
      </MenuContent>
    </Menu>
  );
}

/** "Ada Lovelace" → "AL"; "root" → "R". */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? "")][0] ?? "",
  );
  return letters.join("").toUpperCase();
}
