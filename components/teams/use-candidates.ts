"use client";

import { useEffect, useState } from "react";
import { attempt } from "@/components/tokens/attempt";
import { findCandidates } from "@/lib/members/actions";
import type { Candidate, TeamRef } from "@/lib/teams/team";

const DELAY_MS = 200;

/** The people whom `text` finds, asked for after a pause in typing; null while nothing is known for it. */
export function useCandidates({ organizationId, teamId }: TeamRef, text: string): Candidate[] | null {
  const [found, setFound] = useState<{ text: string; people: Candidate[] }>({ text: "", people: [] });
  const search = text.trim();
  useEffect(() => {
    if (search === "") return;
    let isStopped = false;
    const timer = setTimeout(async () => {
      const result = await attempt(() => findCandidates({ organizationId, teamId }, search));
      if (!isStopped && result.ok) setFound({ text: search, people: result.value });
    }, DELAY_MS);
    return () => {
      isStopped = true;
      clearTimeout(timer);
    };
  }, [organizationId, teamId, search]);
  return search !== "" && found.text === search ? found.people : null;
}
