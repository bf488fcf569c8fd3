"use client";

import { KeyRound, UserRound, UsersRound } from "lucide-react";
import { type FormEvent, type RefObject, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import { generateToken } from "@/lib/tokens/actions";
import type { OwnerRef, TokenPolicy, TokenView } from "@/lib/tokens/token";
import { AdvancedOptions, NO_GRANTS } from "./advanced-options";
import { attempt } from "./attempt";
import { DescriptionField } from "./description-field";
import { GenerateFailure } from "./generate-failure";
import { makeIdempotencyKey } from "./idempotency-key";
import { LifetimeField } from "./lifetime-field";
import { splitNetworks } from "./networks-field";
import { useTerms } from "./use-terms";

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
  const [grants, setGrants] = useState(NO_GRANTS);
  const [idempotencyKey] = useState(makeIdempotencyKey);
  const [isBusy, setBusy] = useState(false);
  const inFlight = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  const terms = useTerms(form, { policy, now, zone });
  const ActsAs = owner.kind === "team" ? UsersRound : UserRound;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (inFlight.current) return;
    const read = terms.read();
    if (!read) return;
    setWorking(true);
    const allowedCidrs = splitNetworks(terms.networksProps.value);
    const input = { ...read, ...grants, allowedCidrs, idempotencyKey };
    const generated = await attempt(() => generateToken(owner, input));
    setWorking(false);
    if (generated.ok) props.onGenerated(generated.value);
    else terms.showFailure(generated.failure);
  }

  function setWorking(working: boolean) {
    inFlight.current = working;
    setBusy(working);
    props.onBusy(working);
  }

  return (
    <form ref={form} noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        <DescriptionField ref={descriptionRef} owner={owner} {...terms.descriptionProps} />
        <LifetimeField {...terms.lifetimeProps} />
        <p className="flex gap-2 text-ink-soft">
          <ActsAs aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{actsAs}</span>
        </p>
        <AdvancedOptions
          grants={owner.kind === "user" ? grants : null}
          onChange={setGrants}
          mayGrantTeams={props.mayGrantTeams}
          networks={terms.networksProps}
        />
        {terms.failure && (
          <GenerateFailure
            failure={terms.failure}
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
