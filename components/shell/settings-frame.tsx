import type { ReactNode } from "react";
import { Breadcrumbs, type Crumb } from "./breadcrumbs";
import { CrumbProvider } from "./last-crumb";
import type { SettingsPage } from "./settings-pages";
import { SettingsRail } from "./settings-rail";

type SettingsFrameProps = {
  /** Over the rail. */
  title: string;
  pages: readonly SettingsPage[];
  /** The breadcrumbs before the page's own. */
  trail: readonly Crumb[];
  /** Says the trail on phones and tablets too, where the select says the page alone. */
  isDeep?: boolean;
  children: ReactNode;
};

/** What every settings layout stands in: breadcrumbs, the rail, the page. */
export function SettingsFrame({ title, pages, trail, isDeep = false, children }: SettingsFrameProps) {
  return (
    <CrumbProvider>
      <div className="grid gap-6 py-4 lg:grid-cols-[12rem_minmax(0,1fr)] lg:gap-x-12 lg:gap-y-6 lg:py-6">
        <div className={isDeep ? "min-w-0 lg:col-span-2" : "max-lg:hidden lg:col-span-2"}>
          <Breadcrumbs trail={trail} pages={pages} />
        </div>
        <SettingsRail title={title} pages={pages} />
        <main id="content" tabIndex={-1} className="min-w-0 pb-16 outline-none">
          {children}
        </main>
      </div>
    </CrumbProvider>
  );
}
