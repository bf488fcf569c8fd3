import {
  Building2,
  KeyRound,
  MonitorSmartphone,
  Palette,
  Plug,
  Scale,
  UserRound,
  UsersRound,
} from "lucide-react";
import type { ReactNode } from "react";

/** One line of a rail. `icon` is an element, not a component: a layout hands it to the browser. */
export type SettingsPage = { href: string; word: string; icon: ReactNode };

const LOOK = { "aria-hidden": true, className: "size-4 shrink-0" } as const;

/** The pages of User Settings, in the order of the rail. */
export const USER_PAGES: readonly SettingsPage[] = [
  { href: "/settings/tokens", word: "Tokens", icon: <KeyRound {...LOOK} /> },
  { href: "/settings/profile", word: "Profile", icon: <UserRound {...LOOK} /> },
  { href: "/settings/sessions", word: "Sessions", icon: <MonitorSmartphone {...LOOK} /> },
  { href: "/settings/appearance", word: "Appearance", icon: <Palette {...LOOK} /> },
];

/** The pages of Instance settings: instance owners only. */
export const INSTANCE_PAGES: readonly SettingsPage[] = [
  { href: "/admin/users", word: "Users", icon: <UsersRound {...LOOK} /> },
  { href: "/admin/policy", word: "Policy", icon: <Scale {...LOOK} /> },
  { href: "/admin/clients", word: "Clients", icon: <Plug {...LOOK} /> },
];

/** The pages of one organization's settings. */
export function organizationPages(id: string): readonly SettingsPage[] {
  const settings = `/organizations/${id}/settings`;
  return [
    { href: `${settings}/general`, word: "General", icon: <Building2 {...LOOK} /> },
    { href: `${settings}/teams`, word: "Teams", icon: <UsersRound {...LOOK} /> },
  ];
}
