"use client";

import { PasswordInput } from "@/components/form/password-input";
import { useForm } from "@/components/form/use-form";
import { FailureNotice } from "@/components/tokens/failure-notice";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { acceptInvitation } from "@/lib/invitations/actions";
import { enterWith } from "./enter-with";

type InvitationFormProps = { code: string; email: string; invitedBy: string | null };

/** Somebody who was invited makes the account: the e-mail is given, name and password are theirs. */
export function InvitationForm({ code, email, invitedBy }: InvitationFormProps) {
  const { formProps, buttonProps, issueOf, rest } = useForm(["name", "password"], {
    send: async (read) => {
      const [name, password] = [read("name"), read("password")];
      const accepted = await acceptInvitation(code, { name, password });
      return accepted.ok ? { ok: true, value: { email: accepted.value.email, password } } : accepted;
    },
    onDone: enterWith,
  });
  return (
    <form {...formProps} className="flex flex-col gap-4">
      <div>
        <h1 className="font-semibold text-2xl tracking-tight">Join Latchkey</h1>
        <p className="mt-1 text-ink-soft">
          {invitedBy ?? "Somebody"} invites you to generate API tokens here. You will sign in as{" "}
          <span className="font-medium text-ink">{email}</span>.
        </p>
      </div>
      {rest && <FailureNotice failure={rest} />}
      <Field label="Name" error={issueOf("name")} hint="Shown next to the tokens that you generate.">
        <Input name="name" autoComplete="name" autoFocus required />
      </Field>
      {/* Password managers store the new password under this name. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <Field
        label="Password"
        error={issueOf("password")}
        hint="At least 12 characters. A few unrelated words make a good one."
      >
        <PasswordInput name="password" autoComplete="new-password" required />
      </Field>
      <Button {...buttonProps} variant="primary" className="mt-1 w-full">
        Create my account
      </Button>
    </form>
  );
}
