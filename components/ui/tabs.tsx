"use client";

import * as Radix from "@radix-ui/react-tabs";
import type { ComponentProps } from "react";
import { joinClasses } from "./class-names";

export const Tabs = Radix.Root;

/** The row of tabs; give it an `aria-label`. It scrolls inside itself on phones. */
export function TabList({ className, ...rest }: ComponentProps<typeof Radix.List>) {
  return (
    <Radix.List
      {...rest}
      className={joinClasses("flex overflow-x-auto overflow-y-hidden border-b", className)}
    />
  );
}

export function Tab({ className, ...rest }: ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      {...rest}
      className={joinClasses(
        "h-11 shrink-0 whitespace-nowrap border-transparent border-b-2 px-1.5 font-medium sm:px-3 text-ink-soft text-sm sm:h-9",
        "transition-colors duration-100 hover:text-ink focus-visible:-outline-offset-2",
        "data-[state=active]:border-accent-text data-[state=active]:text-ink",
        className,
      )}
    />
  );
}

export function TabPanel({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content {...rest} className={joinClasses("pt-3", className)} />;
}
