import type { ReactNode } from "react";
import { SettingsBreadcrumbs } from "@/components/shell/breadcrumbs";
import { SettingsRail } from "@/components/shell/settings-rail";

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-6 py-4 lg:grid-cols-[12rem_minmax(0,1fr)] lg:gap-x-12 lg:gap-y-6 lg:py-6">
      <div className="lg:col-span-2">
        <SettingsBreadcrumbs />
      </div>
      <SettingsRail />
      <main id="content" tabIndex={-1} className="min-w-0 pb-16 outline-none">
        {children}
      </main>
    </div>
  );
}
