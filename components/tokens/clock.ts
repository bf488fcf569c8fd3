"use client";

import { useEffect, useMemo, useState, useSyncExternalStore } from "react";

/** The one place where the browser's clock enters. */

const TICK_MS = 30_000;

/**
 * The server's time: starts at its reading (so that the first render is the server's own) and goes on from there by
 * the time that has passed here; a wrong clock in the browser does no harm.
 * @param reading ISO 8601, of the database's clock
 */
export function useServerNow(reading: string): Date {
  const [passed, setPassed] = useState({ reading, ms: 0 });
  useEffect(() => {
    const start = Date.now();
    const tick = () => setPassed({ reading, ms: Date.now() - start });
    const timer = setInterval(tick, TICK_MS);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [reading]);
  // A newer reading counts from its first render on, which needs no second one.
  const ms = passed.reading === reading ? passed.ms : 0;
  return useMemo(() => new Date(Date.parse(reading) + ms), [reading, ms]);
}

const never = () => () => {};

/** The reader's time zone; "UTC" on the server and in the first render, so that both agree. */
export function useZone(): string {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
}

/**
 * The seconds left of `seconds` since the last `restart()`, counted by the clock, not by ticks: a sleeping tab wakes
 * up at the truth. Calls `onEnd` once at zero.
 */
export function useCountdown(seconds: number, onEnd: () => void): { left: number; restart: () => void } {
  const [round, setRound] = useState(0);
  const [left, setLeft] = useState(seconds);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round starts the count again
  useEffect(() => {
    const end = Date.now() + seconds * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 1000);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [seconds, round]);
  const isOver = left === 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the moment of ending matters
  useEffect(() => {
    if (isOver) onEnd();
  }, [isOver]);
  return { left, restart: () => setRound((value) => value + 1) };
}
