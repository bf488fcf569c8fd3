"use client";

import { PasswordInput } from "@/components/form/password-input";
import { useForm } from "@/components/form/use-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { signInHere } from "@/lib/auth-client";
import { invalid, type Result } from "@/lib/result";
import { SignInFailure } from "./sign-in-failure";

/** @param next the page of ours to go to afterwards, checked by the server already */
export function SignInForm({ next }: { next: string }) {
  const { formProps, buttonProps, issueOf, rest } = useForm(["email", "password"], {
    send: (read) => send(read("email"), read("password")),
    onDone: () => {
      // A whole new document: nothing that this browser kept of an earlier person is shown to this one.
      window.location.assign(next);
      return "leaving";
    },
  });
  return (
    <form {...formProps} className="flex flex-col gap-4">
      {rest && <SignInFailure failure={rest} />}
      <Field label="E-mail" error={issueOf("email")}>
        <Input name="email" type="email" inputMode="email" autoComplete="username" autoFocus required />
      </Field>
      <Field label="Password" error={issueOf("password")}>
        <PasswordInput name="password" autoComplete="current-password" required />
      </Field>
      <Button {...buttonProps} variant="primary" className="mt-1 w-full">
        Sign in
      </Button>
    </form>
  );
}

async function send(email: string, password: string): Promise<Result<null>> {
  const missing = [
    { field: "email", message: "Enter your e-mail address.", isMissing: email.trim() === "" },
    { field: "password", message: "Enter your password.", isMissing: password === "" },
  ].filter(({ isMissing }) => isMissing);
  const [first, ...others] = missing.map(({ field, message }) => ({ field, message }));
  return first ? invalid(first, ...others) : signInHere(email, password);
}
