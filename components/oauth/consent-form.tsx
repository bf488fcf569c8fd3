"use client";

import { Check, SquareTerminal, Trash2, UserRound } from "lucide-react";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { useHydrated } from "@/components/form/use-hydrated";
import { attempt } from "@/components/tokens/attempt";
import { useServerNow, useZone } from "@/components/tokens/clock";
import { DescriptionField } from "@/components/tokens/description-field";
import { FailureNotice } from "@/components/tokens/failure-notice";
import { formatDay } from "@/components/tokens/instant";
import { LifetimeField } from "@/components/tokens/lifetime-field";
import { useTerms } from "@/components/tokens/use-terms";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { allowLogin } from "@/lib/oauth/actions";
import type { Failure } from "@/lib/result";
import type { TokenPolicy } from "@/lib/tokens/token";
import { SignedInAs } from "./signed-in-as";

export type ConsentFormProps = {
  name: string;
  email: string;
  /** Where terraform waits: "localhost:10007". */
  waitsAt: string;
  /** This page's: the request, for the server to read again. */
  address: string;
  policy: TokenPolicy;
  /** The server's clock, ISO 8601. */
  now: string;
  onDeny: () => void;
};

const OWNER = { kind: "user" } as const;

/** Who allows what to whom, for how long; and the two answers. */
export function ConsentForm({
  name,
  email,
  waitsAt,
  address,
  policy,
  now: reading,
  onDeny,
}: ConsentFormProps) {
  const now = useServerNow(reading);
  const zone = useZone();
  const isHydrated = useHydrated();
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const terms = useTerms(form, { policy, now, zone }, `terraform login on ${formatDay(now, zone)}`);

  async function allow(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    const read = terms.read();
    if (!read) return;
    setBusy(true);
    const allowed = await attempt(() => allowLogin({ address, ...read }));
    // In place of this page: Back must not lead to a login that is over. It stays busy until the browser has left.
    if (allowed.ok) return window.location.replace(allowed.value.callback);
    setBusy(false);
    terms.showFailure(allowed.failure);
  }

  return (
    <form ref={form} noValidate method="post" onSubmit={allow}>
      <div className="flex flex-col gap-5 p-5 sm:p-8">
        <h1 className="font-semibold text-2xl tracking-tight">Allow terraform to act as you?</h1>
        <SignedInAs name={name} email={email} address={address} />
        <ul className="flex flex-col gap-2.5 text-ink-soft">
          <Fact icon={<SquareTerminal {...LOOK} />}>
            <span className="font-medium text-ink">terraform login</span> on this computer (it waits at{" "}
            <span className="whitespace-nowrap">{waitsAt}</span>) gets an API token of yours.
          </Fact>
          <Fact icon={<UserRound {...LOOK} />}>
            The token acts as you, with the permissions you have at that moment.
          </Fact>
          <Fact icon={<Trash2 {...LOOK} />}>It is in your list of tokens; delete it there at any time.</Fact>
        </ul>
        <Notice kind="warn">Allow this only if you ran terraform login just now, on this computer.</Notice>
        <DescriptionField
          owner={OWNER}
          {...terms.descriptionProps}
          hint="How you will know it in your list of tokens."
        />
        <LifetimeField {...terms.lifetimeProps} />
        {terms.failure && <Refusal failure={terms.failure} />}
      </div>
      <div className="flex justify-end gap-2 rounded-b-box border-t bg-canvas px-5 py-3 max-sm:*:flex-1 sm:px-8">
        <Button onClick={onDeny} disabled={!isHydrated || isBusy}>
          Deny
        </Button>
        <Button type="submit" variant="primary" icon={Check} busy={isBusy} disabled={!isHydrated}>
          {isBusy ? "Allowing…" : "Allow"}
        </Button>
      </div>
    </form>
  );
}

const LOOK = { "aria-hidden": true, className: "mt-0.5 size-4 shrink-0" } as const;

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex gap-2.5">
      {icon}
      <span className="min-w-0">{children}</span>
    </li>
  );
}

function Refusal({ failure }: { failure: Failure }) {
  return (
    <div tabIndex={-1} data-failure="" className="outline-none">
      {failure.kind === "conflict" ? (
        <Notice kind="warn" title="Allowed already">
          {failure.message}
        </Notice>
      ) : (
        <FailureNotice failure={failure} />
      )}
    </div>
  );
}
