"use client";

import {
  type ComponentType,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useId,
  useRef,
  useState,
} from "react";
import { useToast } from "./toast";

/** What a sheet hands on to the Menu that it is. */
export type MenuHandle = {
  id: string;
  button: RefObject<HTMLButtonElement | null>;
  isOpen: boolean;
  /** Its first line then has the focus. */
  isByKey: boolean;
  setOpen: (open: boolean) => void;
};

/**
 * A menu whose code comes when its button is pointed at, focused or touched; a press that is quicker is kept until then.
 * @param load its sheet: a component that takes `menu` and renders a Menu with it
 * @returns `trigger` for the button, and the sheet with its `menu`, null until it is there
 */
export function useMenu<Props>(load: () => Promise<ComponentType<Props & { menu: MenuHandle }>>) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [Sheet, setSheet] = useState<ComponentType<Props & { menu: MenuHandle }> | null>(null);
  const [press, setPress] = useState<"pointer" | "key" | null>(null);
  const isPressed = useRef(false);
  const toast = useToast();

  const fetchSheet = () => load().then((part) => setSheet(() => part));
  function warm() {
    if (!Sheet) fetchSheet().catch(() => {});
  }
  function open(by: "pointer" | "key") {
    setPress((earlier) => earlier ?? by);
    if (Sheet) return;
    fetchSheet().catch(() => {
      setPress(null);
      toast({
        title: "The menu could not be loaded",
        description: "Check your connection and try again.",
        kind: "danger",
      });
    });
  }

  const isOpen = Sheet !== null && press !== null;
  return {
    trigger: {
      ref: button,
      id,
      "aria-haspopup": "menu",
      "aria-expanded": isOpen,
      ...(isOpen && { "aria-controls": `${id}-sheet` }),
      "data-state": isOpen ? "open" : "closed",
      onPointerEnter: warm,
      onFocus: warm,
      onBlur: () => {
        // Whoever has gone on meanwhile is not called back.
        if (!Sheet) setPress(null);
      },
      onPointerDown: (event: PointerEvent) => {
        isPressed.current = event.pointerType === "mouse" && event.button === 0 && !event.ctrlKey;
        if (!isPressed.current) return;
        event.preventDefault();
        open("pointer");
      },
      // A finger, Enter, Space and assistive technology; the last three come without a count of clicks.
      onClick: ({ detail }: { detail: number }) => {
        if (detail === 0) open("key");
        else if (!isPressed.current) open("pointer");
      },
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        open("key");
      },
    },
    Sheet,
    menu: {
      id,
      button,
      isOpen,
      isByKey: press === "key",
      setOpen: (next: boolean) => setPress(next ? "pointer" : null),
    },
  } as const;
}
