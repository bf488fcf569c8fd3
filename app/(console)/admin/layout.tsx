import type { ReactNode } from "react";
import { SettingsFrame } from "@/components/shell/settings-frame";
import { INSTANCE_PAGES } from "@/components/shell/settings-pages";
import { requireOwner } from "@/lib/session";

const TRAIL = [{ word: "Instance settings", href: "/admin/users" }];

/** Asks here too, so that 404 is answered before a page below begins to stream; each page asks for itself. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  await requireOwner();
  return (
    <SettingsFrame title="Instance settings" pages={INSTANCE_PAGES} trail={TRAIL}>
      {children}
    </SettingsFrame>
  );
}
