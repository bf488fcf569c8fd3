"use client";

import { type ReactNode, type RefObject, useId, useLayoutEffect, useRef, useState } from "react";
import { joinClasses } from "./class-names";

const OPEN_AFTER_MS = 250;
/** So long after one tooltip the next one needs no waiting. */
const WARM_MS = 300;
/** The way from the words to their tooltip. */
const GRACE_MS = 120;
const GAP_PX = 6;
const EDGE_PX = 8;

let closeShown: (() => void) | null = null;
let warmUntil = 0;

type TooltipProps = {
  /** Asked for when it shows. */
  text: () => string;
  /** The words that it tells more about. */
  children: ReactNode;
  className?: string;
};

/**
 * Words that tell more on hover, on focus and on a tap: a button, so that keyboards and fingers reach it. Escape and a
 * press elsewhere hide it, and the pointer may rest on it. Never the only place of what matters.
 */
export function Tooltip({ text, children, className }: TooltipProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  function turn(open: boolean, afterMs = 0) {
    clearTimeout(timer.current);
    if (afterMs === 0) setOpen(open);
    else timer.current = setTimeout(setOpen, afterMs, open);
  }

  return (
    <span
      className="contents"
      onPointerEnter={({ pointerType }) => {
        const isWarm = isOpen || closeShown !== null || performance.now() < warmUntil;
        if (pointerType !== "touch") turn(true, isWarm ? 0 : OPEN_AFTER_MS);
      }}
      onPointerLeave={({ pointerType }) => pointerType !== "touch" && turn(false, GRACE_MS)}
    >
      <button
        ref={button}
        type="button"
        {...(isOpen && { "aria-describedby": id })}
        className={joinClasses(
          "inline-flex items-center rounded-tick text-left focus-visible:relative underline decoration-edge/50 decoration-dotted underline-offset-4 hover:decoration-edge",
          className,
        )}
        onFocus={() => turn(true)}
        onBlur={() => turn(false)}
        onClick={() => turn(true)}
      >
        {children}
      </button>
      {isOpen && <Tip id={id} button={button} setOpen={setOpen} text={text()} />}
    </span>
  );
}

type TipProps = {
  id: string;
  button: RefObject<HTMLButtonElement | null>;
  setOpen: (open: boolean) => void;
  text: string;
};

function Tip({ id, button, setOpen, text }: TipProps) {
  const tip = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const close = () => setOpen(false);
    const follow = () => {
      if (tip.current && button.current && !place(tip.current, button.current)) close();
    };
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && close();
    const onPress = ({ target }: PointerEvent) => {
      const isOurs =
        target instanceof Node && (button.current?.contains(target) || tip.current?.contains(target));
      if (!isOurs) close();
    };
    closeShown?.();
    closeShown = close;
    // In the top layer nothing clips it. Browsers without popovers show it in place, where the same styles hold.
    tip.current?.showPopover?.();
    follow();
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener("scroll", follow, { capture: true, passive: true, signal });
    window.addEventListener("resize", follow, { signal });
    document.addEventListener("keydown", onKey, { signal });
    document.addEventListener("pointerdown", onPress, { signal });
    return () => {
      listening.abort();
      if (closeShown === close) closeShown = null;
      warmUntil = performance.now() + WARM_MS;
    };
  }, [button, setOpen]);
  return (
    <span
      ref={tip}
      id={id}
      role="tooltip"
      popover="manual"
      className="fixed top-0 right-auto bottom-auto left-0 z-50 w-max max-w-[min(18rem,calc(100vw-1rem))] animate-fade overflow-visible rounded-box bg-ink px-2.5 py-1.5 text-canvas text-sm"
    >
      {text}
    </span>
  );
}

/** Over the button, or under it where there is no room; false when the button is out of sight. */
function place(tip: HTMLElement, button: HTMLElement): boolean {
  const at = button.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  if (at.bottom < 0 || at.top > clientHeight) return false;
  const left = Math.min(at.left + (at.width - width) / 2, clientWidth - width - EDGE_PX);
  const above = at.top - height - GAP_PX;
  tip.style.left = `${Math.max(left, EDGE_PX)}px`;
  tip.style.top = `${above >= EDGE_PX ? above : at.bottom + GAP_PX}px`;
  return true;
}
