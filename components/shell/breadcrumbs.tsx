"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Fragment } from "react";
import { findCurrentPage } from "./current-page";
import { useLastCrumb } from "./last-crumb";
import type { SettingsPage } from "./settings-pages";

export type Crumb = { word: string; href: string };

type BreadcrumbsProps = { trail: readonly Crumb[]; pages: readonly SettingsPage[] };

/** Where one is: the trail, the page of the rail, and what the page itself added (LastCrumb). */
export function Breadcrumbs({ trail, pages }: BreadcrumbsProps) {
  const current = findCurrentPage(pages, usePathname());
  const last = useLastCrumb();
  const crumbs: Crumb[] = [...trail, ...(current ? [current] : [])];
  const words = last === null ? crumbs.slice(0, -1) : crumbs;
  return (
    <nav aria-label="Breadcrumb">
      <ol className="flex flex-wrap items-center gap-x-2 text-ink-soft text-sm">
        {words.map(({ word, href }) => (
          <Fragment key={`${href} ${word}`}>
            <li className="min-w-0 max-w-full">
              <Link href={href} className="flex items-center rounded-tick hover:text-ink max-lg:min-h-6">
                <span className="truncate">{word}</span>
              </Link>
            </li>
            <li aria-hidden className="text-ink-faint">
              /
            </li>
          </Fragment>
        ))}
        <li aria-current="page" className="min-w-0 max-w-full truncate text-ink">
          {last ?? crumbs.at(-1)?.word}
        </li>
      </ol>
    </nav>
  );
}
