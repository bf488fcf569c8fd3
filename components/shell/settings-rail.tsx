"use client";

import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { joinClasses } from "@/components/ui/class-names";
import { Select } from "@/components/ui/select";
import { findCurrentPage } from "./current-page";
import type { SettingsPage } from "./settings-pages";

/** Settings' pages: a rail at the left, on phones and tablets a select. `title` names the group, e.g. User Settings. */
export function SettingsRail({ title, pages }: { title: string; pages: readonly SettingsPage[] }) {
  const pathname = usePathname();
  const router = useRouter();
  const current = findCurrentPage(pages, pathname);
  return (
    <nav aria-label={title}>
      <Select
        aria-label="Settings page"
        className="sm:w-56 lg:hidden"
        value={current?.href ?? ""}
        onChange={(event) => router.push(event.target.value)}
      >
        {pages.map((page) => (
          <option key={page.href} value={page.href}>
            {page.word}
          </option>
        ))}
      </Select>
      <div className="max-lg:hidden">
        <p className="px-3 pb-2 font-medium text-ink-faint text-sm">{title}</p>
        <ul className="flex flex-col gap-0.5">
          {pages.map(({ href, word, icon }) => (
            <li key={href}>
              <Link
                href={href}
                aria-current={href !== current?.href ? undefined : href === pathname ? "page" : "true"}
                className={joinClasses(
                  "flex h-9 items-center gap-2.5 rounded-box px-3 font-medium transition-colors duration-100",
                  href === current?.href
                    ? "bg-accent-soft text-accent-text"
                    : "text-ink-soft hover:bg-sunken hover:text-ink",
                )}
              >
                {icon}
                {word}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}
