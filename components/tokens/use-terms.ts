"use client";

import { type RefObject, useState } from "react";
import { flushSync } from "react-dom";
import type { Failure } from "@/lib/result";
import { checkDescription } from "@/lib/tokens/rules";
import type { GenerateInput } from "@/lib/tokens/schema";
import type { TokenPolicy } from "@/lib/tokens/token";
import { type FormIssues, focusFirstIssue, keepStillWrong, NO_ISSUES, sortIssues } from "./form-issues";
import { formatInstant } from "./instant";
import { chooseFirst, type ExpiryChoice, readExpiry, refuseExpiry } from "./lifetime";

type Rules = { policy: TokenPolicy; now: Date; zone: string };
type Terms = Pick<GenerateInput, "description" | "expiry">;

/**
 * What a form asks about a token that is to be: its description, its expiry, where asked its networks, and what is
 * wrong with them.
 * @param suggestion the description until something is typed
 */
export function useTerms(form: RefObject<HTMLElement | null>, rules: Rules, suggestion = "") {
  const { policy, now, zone } = rules;
  const [typed, setTyped] = useState<string | null>(null);
  const [choice, setChoice] = useState(() => chooseFirst(policy));
  const [networks, setNetworks] = useState("");
  const [issues, setIssues] = useState<FormIssues>(NO_ISSUES);
  const description = typed ?? suggestion;

  function showIssues(next: FormIssues) {
    flushSync(() => setIssues(next));
    focusFirstIssue(form.current);
  }

  return {
    failure: issues.failure,
    descriptionProps: {
      value: description,
      onChange: (text: string) => {
        setTyped(text);
        setIssues((shown) => ({ ...shown, description: null }));
      },
      error: issues.description?.message,
    },
    lifetimeProps: {
      choice,
      onChange: (next: ExpiryChoice) => {
        setChoice(next);
        setIssues((shown) => ({ ...shown, expiry: keepStillWrong(shown.expiry, next, now) }));
      },
      issues: issues.expiry,
      ...rules,
    },
    networksProps: {
      value: networks,
      onChange: (text: string) => {
        setNetworks(text);
        setIssues((shown) => ({ ...shown, networks: [] }));
      },
      issues: issues.networks,
    },
    /** The terms as the server reads them; null when something is wrong, which is shown and has the focus then. */
    read(): Terms | null {
      const checked = checkDescription(description);
      const read = readExpiry(choice, now);
      const sayInstant = (at: Date) => `${formatInstant(at, zone)} (${zone})`;
      const refusal = "issues" in read ? null : refuseExpiry(choice, read.at, { policy, now, sayInstant });
      if ("issue" in checked || "issues" in read || refusal) {
        showIssues({
          description: "issue" in checked ? checked.issue : null,
          expiry: "issues" in read ? read.issues : refusal ? [refusal] : [],
          networks: issues.networks,
          failure: null,
        });
        return null;
      }
      setIssues(NO_ISSUES);
      return { description, expiry: read.expiry };
    },
    showFailure: (failure: Failure) => showIssues(sortIssues(failure)),
  };
}
