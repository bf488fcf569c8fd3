"use client";

import { useState } from "react";
import { useToast } from "@/components/ui/toast";
import type { Failure } from "@/lib/result";
import { revokeToken } from "@/lib/tokens/actions";
import type { OwnerRef, TokenView } from "@/lib/tokens/token";
import { attempt } from "./attempt";

const NO_ANSWER = "Latchkey did not answer: the token may still be live. Try again in a moment.";

/** Sends the focus to a row's first action, or to the page's heading where there is no such row. */
function focusRow(id: string | undefined) {
  const action = id && document.querySelector<HTMLElement>(`[data-row-action="${id}"]`);
  (action || document.getElementById("tokens-heading"))?.focus();
}

/**
 * Deletes tokens, each with its progress and its failure on its own row.
 * @param onDeleted the token is dead; called before the focus moves on
 */
export function useDeletion(owner: OwnerRef, onDeleted: (token: TokenView) => void) {
  const toast = useToast();
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [failures, setFailures] = useState<ReadonlyMap<string, Failure>>(new Map());

  /**
   * @param nextId the row that takes the focus when this one has gone
   * @param withTeamTokens also deletes the team tokens that this one generated
   */
  async function remove(token: TokenView, nextId: string | undefined, withTeamTokens: boolean) {
    setBusy((ids) => new Set(ids).add(token.id));
    setFailures((shown) => without(shown, token.id));
    const revoked = await attempt(() => revokeToken(owner, token.id, withTeamTokens), NO_ANSWER);
    setBusy((ids) => new Set([...ids].filter((id) => id !== token.id)));
    if (!revoked.ok && revoked.failure.kind !== "not_found") {
      const { failure } = revoked;
      setFailures((shown) => new Map(shown).set(token.id, failure));
      return;
    }
    const children = revoked.ok ? revoked.value.children : 0;
    toast({ title: "Token deleted", ...(children > 0 && { description: sayChildren(children) }) });
    focusRow(nextId);
    onDeleted(token);
  }

  return { busy, failures, remove };
}

function without(failures: ReadonlyMap<string, Failure>, id: string): ReadonlyMap<string, Failure> {
  return new Map([...failures].filter(([key]) => key !== id));
}

function sayChildren(count: number): string {
  return count === 1
    ? "One token that it had generated was deleted with it."
    : `${count} tokens that it had generated were deleted with it.`;
}
