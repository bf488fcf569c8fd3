"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { attempt } from "@/components/tokens/attempt";
import { focusFirstIssue } from "@/components/tokens/form-issues";
import type { Failure, Result } from "@/lib/result";
import { useHydrated } from "./use-hydrated";

type FormOptions<T> = {
  /** Sends the form; `read` gives a field's text as typed. */
  send: (read: (field: string) => string) => Promise<Result<T>>;
  /** Runs after success. "leaving": the page is about to go, so the button stays busy. */
  onDone: (value: T, form: HTMLFormElement) => "leaving" | undefined;
};

/**
 * A form whose inputs keep what was typed until the server has taken it. Spread `formProps` on the form and
 * `buttonProps` on its button; `issueOf(field)` is what is wrong with a field, `rest` what belongs to none of `fields`.
 */
export function useForm<T>(fields: readonly string[], { send, onDone }: FormOptions<T>) {
  const form = useRef<HTMLFormElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isHydrated = useHydrated();

  useEffect(() => {
    if (failure) focusFirstIssue(form.current);
  }, [failure]);

  async function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    const target = event.currentTarget;
    const data = new FormData(target);
    const result = await attempt(() => send((field) => String(data.get(field) ?? "")));
    if (result.ok && onDone(result.value, target) === "leaving") return;
    if (!result.ok) setFailure(result.failure);
    setBusy(false);
  }

  const issues = failure?.kind === "invalid_input" ? failure.issues : [];
  const isPlaced = issues.length > 0 && issues.every((issue) => fields.includes(issue.field));
  return {
    // method: were it ever sent without scripts, no password may end up in an address.
    formProps: { ref: form, onSubmit: handleSubmit, method: "post", noValidate: true } as const,
    buttonProps: { type: "submit", busy: isBusy, disabled: !isHydrated } as const,
    issueOf: (field: string) => issues.find((issue) => issue.field === field)?.message,
    rest: isPlaced ? null : failure,
  };
}
