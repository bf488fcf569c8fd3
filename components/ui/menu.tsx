"use client";

import * as Radix from "@radix-ui/react-dropdown-menu";
import type { LucideIcon } from "lucide-react";
import { type ComponentProps, type ReactNode, type Ref, useImperativeHandle, useRef } from "react";
import { joinClasses } from "./class-names";
import type { MenuHandle } from "./use-menu";

type MenuProps = ComponentProps<typeof Radix.Content> & { menu: MenuHandle };

/** The sheet of a menu, below its button, at the button's end edge; useMenu made the `menu`. */
export function Menu({ menu, ...rest }: MenuProps) {
  return (
    <Radix.Root open={menu.isOpen} onOpenChange={menu.setOpen}>
      <Radix.Trigger asChild>
        <Standing button={menu.button} />
      </Radix.Trigger>
      <Radix.Portal>
        <Paper {...rest} menu={menu} />
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Gives Radix the button that stands on the page already: one of Radix's own would take its place, and its focus. */
function Standing({ button, ref }: { button: MenuHandle["button"]; ref?: Ref<HTMLButtonElement> }) {
  useImperativeHandle(ref, () => button.current as HTMLButtonElement, [button]);
  return null;
}

function Paper({ menu, className, ...rest }: MenuProps) {
  const hasEntered = useRef(false);
  return (
    <Radix.Content
      align="end"
      sideOffset={6}
      collisionPadding={8}
      {...rest}
      id={`${menu.id}-sheet`}
      aria-labelledby={menu.id}
      onFocus={({ target, currentTarget }) => {
        // Radix hears of the keyboard only when it was there before the key: here it may have come by that key.
        if (target !== currentTarget || hasEntered.current) return;
        hasEntered.current = true;
        if (menu.isByKey) target.querySelector<HTMLElement>("[role^=menuitem]:not([data-disabled])")?.focus();
      }}
      className={joinClasses(
        "z-50 min-w-48 animate-fade rounded-box bg-raised p-1 shadow-menu outline-none",
        className,
      )}
    />
  );
}

type MenuItemProps = ComponentProps<typeof Radix.Item> & { icon?: LucideIcon; danger?: boolean };

const ITEM =
  "flex h-11 select-none items-center gap-2.5 rounded-[5px] px-2.5 outline-none no-underline sm:h-8 data-highlighted:bg-sunken data-disabled:opacity-55";

/** One line of a menu; with `asChild` it can be a link. */
export function MenuItem({
  icon: Icon,
  danger = false,
  asChild,
  className,
  children,
  ...rest
}: MenuItemProps) {
  const look = joinClasses(ITEM, "cursor-pointer", danger && "text-danger", className);
  if (asChild)
    return (
      <Radix.Item {...rest} asChild className={look}>
        {children}
      </Radix.Item>
    );
  return (
    <Radix.Item {...rest} className={look}>
      {Icon && <Icon aria-hidden className={joinClasses("size-4", !danger && "text-ink-soft")} />}
      {children}
    </Radix.Item>
  );
}

/** A heading or any text among the lines. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 pt-2 pb-1.5 text-sm">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}

type MenuChoiceProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
};

/** A group of lines of which one is chosen. Fill it with MenuChoiceItem. */
export function MenuChoice({ label, value, onChange, children }: MenuChoiceProps) {
  return (
    <Radix.RadioGroup aria-label={label} value={value} onValueChange={onChange}>
      {children}
    </Radix.RadioGroup>
  );
}

export function MenuChoiceItem({
  value,
  icon: Icon,
  children,
}: {
  value: string;
  icon: LucideIcon;
  children: ReactNode;
}) {
  return (
    <Radix.RadioItem
      value={value}
      onSelect={(event) => event.preventDefault()}
      className={joinClasses(ITEM, "cursor-pointer data-[state=checked]:font-medium")}
    >
      <Icon aria-hidden className="size-4 text-ink-soft" />
      <span className="flex-1">{children}</span>
      <Radix.ItemIndicator>
        <span aria-hidden className="block size-1.5 rounded-full bg-accent-text" />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  );
}
