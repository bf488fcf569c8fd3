"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { placeConflictAt } from "@/components/form/conflict-at";
import { useForm } from "@/components/form/use-form";
import { FailureNotice } from "@/components/tokens/failure-notice";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { useToast } from "@/components/ui/toast";
import { createOrganization } from "@/lib/organizations/actions";
import { FIELDS, NEW_ORGANIZATION, OrganizationFields, readDraft } from "./organization-fields";

export function CreateForm() {
  const router = useRouter();
  const show = useToast();
  const { formProps, buttonProps, issueOf, rest } = useForm(FIELDS, {
    send: async (read) =>
      placeConflictAt("name", await createOrganization(readDraft(NEW_ORGANIZATION, read))),
    onDone: ({ id, name }) => {
      show({ title: `Organization ${name} created`, description: "Its teams are next." });
      router.push(`/organizations/${id}/settings/teams`);
      router.refresh();
      return "leaving";
    },
  });
  return (
    <form {...formProps}>
      <Card className="overflow-hidden">
        <div className="flex flex-col gap-5 p-4 sm:p-6">
          {rest && <FailureNotice failure={rest} />}
          <OrganizationFields stored={NEW_ORGANIZATION} issueOf={issueOf} />
        </div>
        <div className="flex justify-end gap-2 border-t bg-canvas px-4 py-3 max-sm:*:flex-1 sm:px-6">
          <Link href="/organizations" className={buttonClass()}>
            Cancel
          </Link>
          <Button {...buttonProps} variant="primary">
            Create organization
          </Button>
        </div>
      </Card>
    </form>
  );
}
