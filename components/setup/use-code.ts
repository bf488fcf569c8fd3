"use client";

import { useEffect, useRef, useState } from "react";

/**
 * The one-time code of the address' fragment, which is then taken out of the address bar and the history. Null until
 * it was looked for, "" when there is none.
 */
export function useCode(): string | null {
  const taken = useRef("");
  const [code, setCode] = useState<string | null>(null);
  useEffect(() => {
    const take = () => {
      const fragment = window.location.hash.slice(1);
      if (fragment !== "") {
        taken.current = fragment;
        window.history.replaceState(null, "", window.location.pathname);
      }
      setCode(taken.current);
    };
    take();
    // Another link opened in this tab changes the fragment alone, which loads no page.
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  return code;
}
