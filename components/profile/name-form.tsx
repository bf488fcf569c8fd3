"use client";

import { useRouter } from "next/navigation";
import { useForm } from "@/components/form/use-form";
import { FailureNotice } from "@/components/tokens/failure-notice";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { changeName } from "@/lib/users/actions";

export function NameForm({ name, email }: { name: string; email: string }) {
  const router = useRouter();
  const show = useToast();
  const { formProps, buttonProps, issueOf, rest } = useForm(["name"], {
    send: (read) => changeName({ name: read("name") }),
    onDone: () => {
      show({ title: "Name saved" });
      router.refresh();
      return undefined;
    },
  });
  return (
    <form {...formProps}>
      <Section
        title="Account"
        action={
          <Button {...buttonProps} variant="primary">
            Save
          </Button>
        }
      >
        {rest && <FailureNotice failure={rest} />}
        <Field
          label="Name"
          error={issueOf("name")}
          hint="Shown next to the tokens that you generate."
          className="max-w-md"
        >
          <Input name="name" defaultValue={name} autoComplete="name" required />
        </Field>
        <dl className="flex flex-col gap-4">
          <div>
            <dt className="font-medium">E-mail</dt>
            <dd className="text-ink-soft">{email}</dd>
          </div>
        </dl>
      </Section>
    </form>
  );
}
