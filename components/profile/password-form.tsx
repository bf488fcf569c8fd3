"use client";

import { PasswordInput } from "@/components/form/password-input";
import { useForm } from "@/components/form/use-form";
import { FailureNotice } from "@/components/tokens/failure-notice";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { changePassword } from "@/lib/users/actions";

export function PasswordForm({ email }: { email: string }) {
  const show = useToast();
  const { formProps, buttonProps, issueOf, rest } = useForm(["current", "next"], {
    send: (read) => changePassword({ current: read("current"), next: read("next") }),
    onDone: ({ endedSessions }, form) => {
      form.reset();
      show({ title: "Password changed", description: describeEnded(endedSessions) });
      return undefined;
    },
  });
  return (
    <form {...formProps}>
      <Section
        title="Password"
        description="Changing it signs you out everywhere but here. Your tokens go on working."
        action={
          <Button {...buttonProps} variant="primary">
            Change password
          </Button>
        }
      >
        {rest && <FailureNotice failure={rest} />}
        {/* Password managers store the new password under this name. */}
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        <Field label="Current password" error={issueOf("current")} className="max-w-md">
          <PasswordInput name="current" autoComplete="current-password" required />
        </Field>
        <Field
          label="New password"
          error={issueOf("next")}
          hint="At least 12 characters. A few unrelated words make a good one."
          className="max-w-md"
        >
          <PasswordInput name="next" autoComplete="new-password" required />
        </Field>
      </Section>
    </form>
  );
}

function describeEnded(count: number): string {
  if (count === 0) return "There was no other session to end.";
  return count === 1 ? "One other session was ended." : `${count} other sessions were ended.`;
}
