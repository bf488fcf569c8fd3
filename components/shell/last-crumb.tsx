"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

type Slot = { crumb: string | null; setCrumb: (crumb: string | null) => void };

const CrumbContext = createContext<Slot>({ crumb: null, setCrumb: () => {} });

/** Lets a page below a settings layout add the last of the layout's breadcrumbs. */
export function CrumbProvider({ children }: { children: ReactNode }) {
  const [crumb, setCrumb] = useState<string | null>(null);
  return <CrumbContext value={{ crumb, setCrumb }}>{children}</CrumbContext>;
}

/** What the open page added, if anything. */
export function useLastCrumb(): string | null {
  return useContext(CrumbContext).crumb;
}

/** Put it anywhere on a page: its words follow the layout's breadcrumbs, as in `acme / Settings / Teams / platform`. */
export function LastCrumb({ word }: { word: string }) {
  const { setCrumb } = useContext(CrumbContext);
  useEffect(() => {
    setCrumb(word);
    return () => setCrumb(null);
  }, [word, setCrumb]);
  return null;
}
