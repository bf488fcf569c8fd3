import { KeyRound, type LucideIcon, MonitorSmartphone, Palette, UserRound } from "lucide-react";

/** The pages of User Settings, in the order of the rail. */
export const SETTINGS_PAGES: readonly { href: string; word: string; icon: LucideIcon }[] = [
  { href: "/settings/tokens", word: "Tokens", icon: KeyRound },
  { href: "/settings/profile", word: "Profile", icon: UserRound },
  { href: "/settings/sessions", word: "Sessions", icon: MonitorSmartphone },
  { href: "/settings/appearance", word: "Appearance", icon: Palette },
];
