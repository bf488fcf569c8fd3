"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { SETTINGS_PAGES } from "./settings-pages";

/** Where one is: `User Settings / Tokens`. */
export function SettingsBreadcrumbs() {
  const pathname = usePathname();
  const current = SETTINGS_PAGES.find((page) => pathname.startsWith(page.href));
  return (
    <nav aria-label="Breadcrumb" className="max-lg:hidden">
      <ol className="flex items-center gap-2 text-ink-soft text-sm">
        <li>
          <Link href="/settings/tokens" className="rounded-tick hover:text-ink">
            Settings
          </Link>
        </li>
        <li aria-hidden className="text-ink-faint">
          /
        </li>
        <li aria-current="page" className="text-ink">
          {current?.word}
        </li>
      </ol>
    </nav>
  );
}
