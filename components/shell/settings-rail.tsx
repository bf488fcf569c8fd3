"use client";

import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { joinClasses } from "@/components/ui/class-names";
import { Select } from "@/components/ui/select";
import { SETTINGS_PAGES } from "./settings-pages";

/** The settings' pages: a rail at the left, on phones and tablets a select. */
export function SettingsRail() {
  const pathname = usePathname();
  const router = useRouter();
  const current = SETTINGS_PAGES.find((page) => pathname.startsWith(page.href));
  return (
    <>
      <Select
        aria-label="Settings page"
        className="sm:w-56 lg:hidden"
        value={current?.href ?? ""}
        onChange={(event) => router.push(event.target.value)}
      >
        {SETTINGS_PAGES.map((page) => (
          <option key={page.href} value={page.href}>
            {page.word}
          </option>
        ))}
      </Select>
      <nav aria-label="User Settings" className="max-lg:hidden">
        <p className="px-3 pb-2 font-medium text-ink-faint text-sm">User Settings</p>
        <ul className="flex flex-col gap-0.5">
          {SETTINGS_PAGES.map(({ href, word, icon: Icon }) => (
            <li key={href}>
              <Link
                href={href}
                aria-current={href === current?.href ? "page" : undefined}
                className={joinClasses(
                  "flex h-9 items-center gap-2.5 rounded-box px-3 font-medium transition-colors duration-100",
                  href === current?.href
                    ? "bg-accent-soft text-accent-text"
                    : "text-ink-soft hover:bg-sunken hover:text-ink",
                )}
              >
                <Icon aria-hidden className="size-4" />
                {word}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}
