"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { useHydrated } from "@/components/form/use-hydrated";
import { attempt } from "@/components/tokens/attempt";
import { FailureNotice } from "@/components/tokens/failure-notice";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { SwitchField } from "@/components/ui/switch-field";
import { useToast } from "@/components/ui/toast";
import { changePolicy } from "@/lib/policy/actions";
import type { Failure } from "@/lib/result";
import type { TokenPolicy } from "@/lib/tokens/token";
import { type LongestChoice, readLongest, toChoice } from "./longest-choice";
import { LongestLifetime } from "./longest-lifetime";

/** The instance's rules on tokens, saved as a whole. */
export function PolicyForm({ policy, ownerGroup }: { policy: TokenPolicy; ownerGroup: string }) {
  const router = useRouter();
  const show = useToast();
  const isHydrated = useHydrated();
  const [isNeverAllowed, setNeverAllowed] = useState(policy.neverAllowed);
  const [longest, setLongest] = useState<LongestChoice>(() => toChoice(policy.longestLifetimeMinutes));
  const [ownerGroupTokens, setOwnerGroupTokens] = useState(policy.ownerGroupTokens);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const amount = useRef<HTMLInputElement>(null);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    const input = { neverAllowed: isNeverAllowed, longestLifetime: readLongest(longest), ownerGroupTokens };
    const saved = await attempt(() => changePolicy(input));
    setBusy(false);
    if (!saved.ok) {
      setFailure(saved.failure);
      if (saved.failure.kind === "invalid_input") amount.current?.focus();
      return;
    }
    setLongest(toChoice(saved.value.longestLifetimeMinutes));
    show({ title: "Policy saved", description: "It holds for every token generated from now on." });
    router.refresh();
  }

  const issue = failure?.kind === "invalid_input" ? failure.message : null;
  return (
    <form onSubmit={save} noValidate>
      <Section
        title="New tokens"
        description="Holds for every user and team, in the browser and by the API. Tokens that exist stay as they are, with the expiry that they have."
        action={
          <Button type="submit" variant="primary" busy={isBusy} disabled={!isHydrated}>
            Save
          </Button>
        }
      >
        {failure && issue === null && <FailureNotice failure={failure} />}
        <div className="flex flex-col gap-6">
          <LongestLifetime ref={amount} choice={longest} onChange={setLongest} issue={issue} />
          <SwitchField
            label="Tokens that never expire"
            checked={isNeverAllowed && !longest.isLimited}
            disabled={longest.isLimited}
            onChange={(event) => setNeverAllowed(event.target.checked)}
            hint={
              longest.isLimited
                ? "The longest lifetime above rules them out."
                : "Off: whoever generates a token has to say when it expires."
            }
          />
          <SwitchField
            label="Team tokens of the owner group"
            checked={ownerGroupTokens}
            onChange={(event) => setOwnerGroupTokens(event.target.checked)}
            hint={
              <>
                Such a token may do everything an instance owner's team may, and is tied to no person. Off:
                none of <code className="font-mono">{ownerGroup}</code> is generated, and those that exist are
                refused until this is on again.
              </>
            }
          />
        </div>
      </Section>
    </form>
  );
}
