"use client";

import { useRouter } from "next/navigation";
import { placeConflictAt } from "@/components/form/conflict-at";
import { useForm } from "@/components/form/use-form";
import { FailureNotice } from "@/components/tokens/failure-notice";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { useToast } from "@/components/ui/toast";
import { changeOrganization } from "@/lib/organizations/actions";
import type { OrganizationView } from "@/lib/organizations/organization";
import { FIELDS, OrganizationFields, readDraft } from "./organization-fields";

/** Name, description, icon and execution mode, for who may change them. */
export function GeneralForm({ organization }: { organization: OrganizationView }) {
  const router = useRouter();
  const show = useToast();
  const { formProps, buttonProps, issueOf, rest } = useForm(FIELDS, {
    send: async (read) =>
      placeConflictAt("name", await changeOrganization(organization.id, readDraft(organization, read))),
    onDone: () => {
      show({ title: "Organization saved" });
      router.refresh();
      return undefined;
    },
  });
  return (
    <form {...formProps}>
      <Section
        title="Organization"
        action={
          <Button {...buttonProps} variant="primary">
            Save
          </Button>
        }
      >
        {rest && <FailureNotice failure={rest} />}
        <OrganizationFields stored={organization} issueOf={issueOf} />
      </Section>
    </form>
  );
}
