import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { ProviderButton } from "@/components/sign-in/provider-button";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { buttonClass } from "@/components/ui/button-class";
import { Notice } from "@/components/ui/notice";
import { isOutage } from "@/lib/outage";
import { type Failure, UNAVAILABLE } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { readActor } from "@/lib/session";
import { parseNext } from "@/lib/sessions/policy";
import { isSetupOpen } from "@/lib/setup/service";
import { decodeFailure } from "@/lib/sign-in/outcome";

export const metadata: Metadata = { title: "Sign in" };

type Query = Promise<Record<string, string | string[] | undefined>>;

export default async function SignInPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const next = parseNext(typeof query.next === "string" ? query.next : undefined);
  const state = await readState();
  if (state === "signed-in") redirect(next);
  const provider = getRuntime().issuer?.settings.name ?? null;
  if (state === "no-owner")
    return (
      <NotSetUp>
        <Reason failure={reasonOf(query.error)} />
        {provider !== null && <ProviderButton provider={provider} next={next} />}
      </NotSetUp>
    );
  return (
    <div className="flex flex-col gap-6">
      <h1 className="font-semibold text-2xl tracking-tight">Sign in</h1>
      <Reason failure={state === "out" ? UNAVAILABLE : reasonOf(query.error)} />
      <SignInForm next={next} />
      {provider !== null && (
        <>
          <Or />
          <ProviderButton provider={provider} next={next} />
        </>
      )}
    </div>
  );
}

function Or() {
  return (
    <p className="flex items-center gap-3 text-ink-soft text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      or
    </p>
  );
}

/** A form would be of no use: nobody has a password before the owner has made theirs. */
function NotSetUp({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-col gap-5">
      <h1 className="font-semibold text-2xl tracking-tight">Latchkey is not set up yet</h1>
      <p className="text-ink-soft">
        Nobody has an account, so nobody can sign in. Open the one-time setup link that Latchkey printed on
        its terminal when it started: it makes the owner’s account. If it is older than an hour, restart
        Latchkey for a new one.
      </p>
      <div>
        <a href="/sign-in" className={buttonClass()}>
          Check again
        </a>
      </div>
      {children}
    </div>
  );
}

function Reason({ failure }: { failure: Failure | null }) {
  return failure && <Notice kind="warn" title={failure.message} />;
}

function reasonOf(word: string | string[] | undefined): Failure | null {
  return typeof word === "string" ? decodeFailure(word) : null;
}

/** This page stays of use while the database is out: it says so, and keeps what is typed. */
async function readState(): Promise<"signed-in" | "no-owner" | "ready" | "out"> {
  try {
    if (await readActor()) return "signed-in";
    return (await isSetupOpen(getRuntime())) ? "no-owner" : "ready";
  } catch (error) {
    if (isOutage(error)) return "out";
    throw error;
  }
}
