import type { Failure, Issue } from "@/lib/result";
import { type ExpiryChoice, readExpiry } from "./lifetime";

/** What the Generate dialog shows as wrong: at its fields (each wrong part of the expiry, each wrong network), and the rest. */
export type FormIssues = {
  description: Issue | null;
  expiry: Issue[];
  networks: Issue[];
  failure: Failure | null;
};

export const NO_ISSUES: FormIssues = { description: null, expiry: [], networks: [], failure: null };

const EXPIRY_FIELDS = new Set(["expiry", "days", "hours", "minutes", "instant"]);

/** Gives each issue of the server's answer its place; nothing of it is left unsaid. */
export function sortIssues(failure: Failure): FormIssues {
  if (failure.kind !== "invalid_input") return { ...NO_ISSUES, failure };
  const sorted: FormIssues = { ...NO_ISSUES };
  for (const issue of failure.issues) {
    const field = issue.field.split(".").at(-1) ?? "";
    if (field === "description") sorted.description ??= issue;
    else if (EXPIRY_FIELDS.has(field)) sorted.expiry = [...sorted.expiry, { ...issue, field }];
    else if (field === "allowedCidrs") sorted.networks = [...sorted.networks, issue];
    else sorted.failure ??= { ...failure, message: issue.message };
  }
  const isPlaced = sorted.description ?? sorted.expiry[0] ?? sorted.networks[0] ?? sorted.failure;
  return isPlaced ? sorted : { ...sorted, failure };
}

/** What stays marked when the choice changes: mended parts no longer, and nothing that was not marked before. */
export function keepStillWrong(shown: Issue[], choice: ExpiryChoice, now: Date): Issue[] {
  const read = readExpiry(choice, now);
  const wrong = "issues" in read ? read.issues : [];
  return wrong.filter(({ field }) => shown.some((issue) => issue.field === field));
}

/** Sends the focus to the first control that is marked as wrong, or to the failure's text; what is wrong is in sight. */
export function focusFirstIssue(form: HTMLElement | null): void {
  const first =
    form?.querySelector<HTMLElement>("[aria-invalid=true]") ??
    form?.querySelector<HTMLElement>("fieldset[data-invalid] input:checked") ??
    form?.querySelector<HTMLElement>("[data-failure]");
  const fold = first?.closest("details");
  if (fold) fold.open = true;
  first?.focus();
  const words = first?.getAttribute("aria-describedby")?.split(" ") ?? [];
  for (const id of words) document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  first?.scrollIntoView({ block: "nearest" });
}
