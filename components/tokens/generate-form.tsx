"use client";

import { KeyRound, UserRound, UsersRound } from "lucide-react";
import { type FormEvent, type RefObject, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import { generateToken } from "@/lib/tokens/actions";
import { checkDescription } from "@/lib/tokens/rules";
import type { OwnerRef, TokenPolicy, TokenView } from "@/lib/tokens/token";
import { AdvancedGrants, NO_GRANTS } from "./advanced-grants";
import { attempt } from "./attempt";
import { DescriptionField } from "./description-field";
import { type FormIssues, focusFirstIssue, keepStillWrong, NO_ISSUES, sortIssues } from "./form-issues";
import { GenerateFailure } from "./generate-failure";
import { makeIdempotencyKey } from "./idempotency-key";
import { formatInstant } from "./instant";
import { chooseFirst, readExpiry, refuseExpiry } from "./lifetime";
import { LifetimeField } from "./lifetime-field";

export type GenerateFormProps = {
  owner: OwnerRef;
  policy: TokenPolicy;
  now: Date;
  zone: string;
  /** Who the token will act as, in one line. */
  actsAs: string;
  /** Instance owners may give “May manage teams”. */
  mayGrantTeams: boolean;
  descriptionRef: RefObject<HTMLInputElement | null>;
  onBusy: (busy: boolean) => void;
  onGenerated: (generated: { secret: string; token: TokenView }) => void;
  onCancel: () => void;
  /** Throws this form away for a clean one. */
  onStartOver: () => void;
  /** Closes the dialog and points out the token that an earlier attempt has made. */
  onShowToken: (id: string) => void;
};

/** The first step of the dialog. Mounted anew at each opening, so that it starts clean and with a key of its own. */
export function GenerateForm(props: GenerateFormProps) {
  const { owner, policy, now, zone, actsAs, descriptionRef } = props;
  const [description, setDescription] = useState("");
  const [choice, setChoice] = useState(() => chooseFirst(policy));
  const [grants, setGrants] = useState(NO_GRANTS);
  const [idempotencyKey] = useState(makeIdempotencyKey);
  const [issues, setIssues] = useState<FormIssues>(NO_ISSUES);
  const [isBusy, setBusy] = useState(false);
  const inFlight = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  const ActsAs = owner.kind === "team" ? UsersRound : UserRound;

  function showIssues(next: FormIssues) {
    flushSync(() => setIssues(next));
    focusFirstIssue(form.current);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (inFlight.current) return;
    const checked = checkDescription(description);
    const read = readExpiry(choice, now);
    const sayInstant = (at: Date) => `${formatInstant(at, zone)} (${zone})`;
    const refusal = "issues" in read ? null : refuseExpiry(choice, read.at, { policy, now, sayInstant });
    if ("issue" in checked || "issues" in read || refusal)
      return showIssues({
        description: "issue" in checked ? checked.issue : null,
        expiry: "issues" in read ? read.issues : refusal ? [refusal] : [],
        failure: null,
      });
    setWorking(true);
    setIssues(NO_ISSUES);
    const input = {
      description,
      expiry: read.expiry,
      ...grants,
      idempotencyKey,
    };
    const generated = await attempt(() => generateToken(owner, input));
    setWorking(false);
    if (generated.ok) props.onGenerated(generated.value);
    else showIssues(sortIssues(generated.failure));
  }

  function setWorking(working: boolean) {
    inFlight.current = working;
    setBusy(working);
    props.onBusy(working);
  }

  return (
    <form ref={form} noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        <DescriptionField
          ref={descriptionRef}
          owner={owner}
          value={description}
          onChange={(text) => {
            setDescription(text);
            setIssues((shown) => ({ ...shown, description: null }));
          }}
          error={issues.description?.message}
        />
        <LifetimeField
          choice={choice}
          onChange={(next) => {
            setChoice(next);
            setIssues((shown) => ({ ...shown, expiry: keepStillWrong(shown.expiry, next, now) }));
          }}
          issues={issues.expiry}
          policy={policy}
          now={now}
          zone={zone}
        />
        <p className="flex gap-2 text-ink-soft">
          <ActsAs aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{actsAs}</span>
        </p>
        {owner.kind === "user" && (
          <AdvancedGrants grants={grants} onChange={setGrants} mayGrantTeams={props.mayGrantTeams} />
        )}
        {issues.failure && (
          <GenerateFailure
            failure={issues.failure}
            onStartOver={props.onStartOver}
            onShowToken={props.onShowToken}
          />
        )}
      </DialogBody>
      <DialogFooter>
        <Button onClick={props.onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" icon={KeyRound} busy={isBusy}>
          {isBusy ? "Generating…" : "Generate token"}
        </Button>
      </DialogFooter>
    </form>
  );
}
