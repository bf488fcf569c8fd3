"use client";

import { PasswordInput } from "@/components/form/password-input";
import { useForm } from "@/components/form/use-form";
import { FailureNotice } from "@/components/tokens/failure-notice";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { recoverOwner } from "@/lib/recovery/actions";
import { enterWith } from "./enter-with";

/** An owner who cannot sign in any more sets a new password. */
export function RecoveryForm({ code, email, name }: { code: string; email: string; name: string }) {
  const { formProps, buttonProps, issueOf, rest } = useForm(["password"], {
    send: async (read) => {
      const password = read("password");
      const recovered = await recoverOwner(code, { password });
      return recovered.ok ? { ok: true, value: { email: recovered.value.email, password } } : recovered;
    },
    onDone: enterWith,
  });
  return (
    <form {...formProps} className="flex flex-col gap-4">
      <div>
        <h1 className="font-semibold text-2xl tracking-tight">Set a new password</h1>
        <p className="mt-1 text-ink-soft">
          For {name} ({email}). It ends every session of this account.
        </p>
      </div>
      {rest && <FailureNotice failure={rest} />}
      {/* Password managers store the new password under this name. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <Field
        label="New password"
        error={issueOf("password")}
        hint="At least 12 characters. A few unrelated words make a good one."
      >
        <PasswordInput name="password" autoComplete="new-password" autoFocus required />
      </Field>
      <Button {...buttonProps} variant="primary" className="mt-1 w-full">
        Set the password
      </Button>
    </form>
  );
}
