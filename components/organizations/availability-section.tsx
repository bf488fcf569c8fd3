"use client";

import { CircleCheck, CircleSlash } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { attempt } from "@/components/tokens/attempt";
import { FailureNotice } from "@/components/tokens/failure-notice";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { useToast } from "@/components/ui/toast";
import { changeOrganization } from "@/lib/organizations/actions";
import type { OrganizationView } from "@/lib/organizations/organization";
import type { Failure } from "@/lib/result";
import { sayDisabling, sayEnabling } from "./availability-words";

const NO_ANSWER = "Latchkey did not answer: it may have been done or not. Reload the page to see.";

type AvailabilityProps = {
  organization: OrganizationView;
  /** Live team tokens that are refused while it is disabled. */
  affectedTokens: number;
};

/** Disables an organization or enables it again, after saying what that means. */
export function AvailabilitySection({ organization, affectedTokens }: AvailabilityProps) {
  const { id, name, isDisabled } = organization;
  const router = useRouter();
  const show = useToast();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const verb = isDisabled ? "Enable" : "Disable";

  async function act() {
    setBusy(true);
    setFailure(null);
    const changed = await attempt(() => changeOrganization(id, { isDisabled: !isDisabled }), NO_ANSWER);
    setBusy(false);
    if (!changed.ok) return setFailure(changed.failure);
    setAsking(false);
    show({ title: isDisabled ? `${name} is enabled` : `${name} is disabled` });
    router.refresh();
  }

  function handleOpenChange(open: boolean) {
    if (isBusy) return;
    setAsking(open);
    setFailure(null);
  }

  return (
    <Section
      title={`${verb} organization`}
      description={
        isDisabled
          ? "Its teams count again, with their members and their tokens."
          : "Instead of deleting: nothing is lost, and it can be enabled again at any time."
      }
      action={
        <Button
          variant={isDisabled ? "secondary" : "danger"}
          icon={isDisabled ? CircleCheck : CircleSlash}
          onClick={() => setAsking(true)}
        >
          {verb} organization
        </Button>
      }
    >
      <AlertDialog
        open={isAsking}
        onOpenChange={handleOpenChange}
        title={`${verb} "${name}"?`}
        keep={<Button>{isDisabled ? "Keep disabled" : "Keep enabled"}</Button>}
        act={
          <Button variant={isDisabled ? "primary" : "danger"} busy={isBusy} onClick={act}>
            {verb} organization
          </Button>
        }
      >
        {failure && <FailureNotice failure={failure} />}
        {(isDisabled ? sayEnabling : sayDisabling)(affectedTokens).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </AlertDialog>
    </Section>
  );
}
