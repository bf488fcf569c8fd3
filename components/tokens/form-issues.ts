import type { Failure, Issue } from "@/lib/result";

/** What the Generate dialog shows as wrong: at its two fields, and what belongs to neither. */
export type FormIssues = { description: Issue | null; expiry: Issue | null; failure: Failure | null };

export const NO_ISSUES: FormIssues = { description: null, expiry: null, failure: null };

const EXPIRY_FIELDS = new Set(["expiry", "days", "hours", "minutes", "instant"]);

/** Gives each issue of the server's answer its place; nothing of it is left unsaid. */
export function sortIssues(failure: Failure): FormIssues {
  if (failure.kind !== "invalid_input") return { ...NO_ISSUES, failure };
  const sorted: FormIssues = { ...NO_ISSUES };
  for (const issue of failure.issues) {
    const field = issue.field.split(".").at(-1) ?? "";
    if (field === "description") sorted.description ??= issue;
    else if (EXPIRY_FIELDS.has(field)) sorted.expiry ??= { ...issue, field };
    else sorted.failure ??= { ...failure, message: issue.message };
  }
  const isPlaced = sorted.description ?? sorted.expiry ?? sorted.failure;
  return isPlaced ? sorted : { ...sorted, failure };
}

/** Sends the focus to the first control that is marked as wrong, or to the failure's text. */
export function focusFirstIssue(form: HTMLElement | null): void {
  const first =
    form?.querySelector<HTMLElement>("[aria-invalid=true]") ??
    form?.querySelector<HTMLElement>("fieldset[data-invalid] input:checked") ??
    form?.querySelector<HTMLElement>("[data-failure]");
  first?.focus();
  first?.scrollIntoView({ block: "nearest" });
}
