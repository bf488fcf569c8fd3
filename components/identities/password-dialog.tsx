"use client";

import type { ReactNode } from "react";
import { PasswordInput } from "@/components/form/password-input";
import { useForm } from "@/components/form/use-form";
import { FailureNotice } from "@/components/tokens/failure-notice";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import type { Result } from "@/lib/result";

type PasswordDialogProps = {
  title: string;
  /** What it comes to. */
  children: ReactNode;
  email: string;
  act: string;
  isDangerous: boolean;
  send: (password: string) => Promise<Result<null>>;
  onDone: () => "leaving" | undefined;
  onClose: () => void;
};

/** Asks for the password before something that a stolen session must not do. */
export function PasswordDialog(props: PasswordDialogProps) {
  const { formProps, buttonProps, issueOf, rest } = useForm(["password"], {
    send: (read) => props.send(read("password")),
    onDone: props.onDone,
  });
  return (
    <Dialog open onOpenChange={(open) => !open && !buttonProps.busy && props.onClose()}>
      <DialogContent title={props.title} description={props.children}>
        <form {...formProps} className="contents">
          <DialogBody>
            {rest && <FailureNotice failure={rest} />}
            <input type="email" name="email" autoComplete="username" value={props.email} readOnly hidden />
            <Field label="Your password" error={issueOf("password")}>
              <PasswordInput name="password" autoComplete="current-password" required />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={props.onClose}>Cancel</Button>
            <Button {...buttonProps} variant={props.isDangerous ? "danger" : "primary"}>
              {props.act}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
