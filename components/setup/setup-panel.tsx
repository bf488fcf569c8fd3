"use client";

import { RotateCw } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { attempt } from "@/components/tokens/attempt";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { Failure, Result } from "@/lib/result";
import { inspectCode } from "@/lib/setup/actions";
import type { SetupView } from "@/lib/setup/setup";
import { InvitationForm } from "./invitation-form";
import { OwnerForm } from "./owner-form";
import { RecoveryForm } from "./recovery-form";
import { useCode } from "./use-code";

/** Opens the one-time link and shows what it is for, or why it opens nothing. */
export function SetupPanel({ isOpen }: { isOpen: boolean }) {
  const code = useCode();
  const [opened, setOpened] = useState<Result<SetupView> | null>(null);
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again
  useEffect(() => {
    if (!code) return;
    let isCurrent = true;
    setOpened(null);
    attempt(() => inspectCode(code)).then((result) => isCurrent && setOpened(result));
    return () => {
      isCurrent = false;
    };
  }, [code, round]);

  if (code === "") return <NoCode isOpen={isOpen} />;
  if (code === null || opened === null) return <Opening />;
  if (!opened.ok)
    return <Refused failure={opened.failure} isOpen={isOpen} onRetry={() => setRound(round + 1)} />;
  return <Form code={code} view={opened.value} />;
}

function Form({ code, view }: { code: string; view: SetupView }) {
  switch (view.purpose) {
    case "setup":
      return <OwnerForm code={code} />;
    case "recover":
      return <RecoveryForm code={code} email={view.email} name={view.name} />;
    case "invite":
      return <InvitationForm code={code} email={view.email} invitedBy={view.invitedBy} />;
    default:
      return view satisfies never;
  }
}

function Heading({ children }: { children: string }) {
  return <h1 className="font-semibold text-2xl tracking-tight">{children}</h1>;
}

function Opening() {
  return (
    <div className="flex flex-col gap-5">
      <h1 className="sr-only">Setup</h1>
      <p role="status" className="sr-only">
        Opening the link
      </p>
      <Skeleton className="h-7 w-3/4" />
      <Skeleton className="h-14" />
      <Skeleton className="h-14" />
      <Skeleton className="h-9" />
    </div>
  );
}

const TO_SIGN_IN = (
  <Link href="/sign-in" className={buttonClass({ variant: "primary" })}>
    Go to sign-in
  </Link>
);

function NoCode({ isOpen }: { isOpen: boolean }) {
  return (
    <div className="flex flex-col gap-5">
      <Heading>{isOpen ? "Set up Latchkey" : "Setup is done"}</Heading>
      {isOpen ? (
        <p className="text-ink-soft">
          Open the one-time link that Latchkey printed on its terminal when it started. This page takes the
          code from it; reloading loses it, and the link can be opened again. If it is older than an hour,
          restart Latchkey for a new one.
        </p>
      ) : (
        <p className="text-ink-soft">
          An owner account exists. Sign in, or open the link of your invitation again: reloading loses its
          code. If no owner can sign in, run <code className="font-mono text-sm">npm run owner:recover</code>{" "}
          on the machine and open the link it prints.
        </p>
      )}
      {!isOpen && <div>{TO_SIGN_IN}</div>}
    </div>
  );
}

const OPEN_WHOLE =
  "The link stands on Latchkey’s terminal, at its latest start: copy all of it. If that start is more than an hour ago, restart Latchkey for a new link.";
const OPEN_NEWEST =
  "Open the link that Latchkey printed at its latest start. If that start is more than an hour ago, restart Latchkey for a new one.";

type RefusedProps = { failure: Failure; isOpen: boolean; onRetry: () => void };

function Refused({ failure, isOpen, onRetry }: RefusedProps) {
  if (failure.kind === "unavailable")
    return (
      <div className="flex flex-col gap-5">
        <Heading>The link could not be opened</Heading>
        <Notice kind="danger" title={failure.message} />
        <div>
          <Button variant="primary" icon={RotateCw} onClick={onRetry}>
            Try again
          </Button>
        </div>
      </div>
    );
  return (
    <div className="flex flex-col gap-5">
      <Heading>This link opens nothing</Heading>
      <Notice kind="warn" title={failure.message} />
      {isOpen ? (
        <p className="text-ink-soft">{failure.kind === "not_found" ? OPEN_WHOLE : OPEN_NEWEST}</p>
      ) : (
        <>
          <p className="text-ink-soft">
            If you have an account, sign in as always. If you own this instance and cannot, run{" "}
            <code className="font-mono text-sm">npm run owner:recover</code> on its machine and open the link
            that it prints.
          </p>
          <div>{TO_SIGN_IN}</div>
        </>
      )}
    </div>
  );
}
