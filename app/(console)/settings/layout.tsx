import type { ReactNode } from "react";
import { SettingsFrame } from "@/components/shell/settings-frame";
import { USER_PAGES } from "@/components/shell/settings-pages";

const TRAIL = [{ word: "Settings", href: "/settings/tokens" }];

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <SettingsFrame title="User Settings" pages={USER_PAGES} trail={TRAIL}>
      {children}
    </SettingsFrame>
  );
}
