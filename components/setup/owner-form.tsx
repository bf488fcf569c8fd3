"use client";

import { PasswordInput } from "@/components/form/password-input";
import { useForm } from "@/components/form/use-form";
import { FailureNotice } from "@/components/tokens/failure-notice";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { createFirstOwner } from "@/lib/setup/actions";
import { enterWith } from "./enter-with";

/** First run: the account that owns this Latchkey. */
export function OwnerForm({ code }: { code: string }) {
  const { formProps, buttonProps, issueOf, rest } = useForm(["name", "email", "password"], {
    send: async (read) => {
      const [name, email, password] = [read("name"), read("email"), read("password")];
      const created = await createFirstOwner(code, { name, email, password });
      return created.ok ? { ok: true, value: { email: created.value.email, password } } : created;
    },
    onDone: enterWith,
  });
  return (
    <form {...formProps} className="flex flex-col gap-4">
      <div>
        <h1 className="font-semibold text-2xl tracking-tight">Set up Latchkey</h1>
        <p className="mt-1 text-ink-soft">This account owns Latchkey and can do everything in it.</p>
      </div>
      {rest && <FailureNotice failure={rest} />}
      <Field label="Name" error={issueOf("name")}>
        <Input name="name" autoComplete="name" autoFocus required />
      </Field>
      <Field label="E-mail" error={issueOf("email")} hint="You sign in with it. Nothing is sent to it.">
        <Input name="email" type="email" inputMode="email" autoComplete="username" required />
      </Field>
      <Field
        label="Password"
        error={issueOf("password")}
        hint="At least 12 characters. A few unrelated words make a good one."
      >
        <PasswordInput name="password" autoComplete="new-password" required />
      </Field>
      <Button {...buttonProps} variant="primary" className="mt-1 w-full">
        Create the owner account
      </Button>
    </form>
  );
}
