"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { signOutHere } from "@/lib/auth-client";

/** Whose account this is about, and the way to another: it signs out and comes back to this very page. */
export function SignedInAs({ name, email, address }: { name: string; email: string; address: string }) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function changePerson() {
    setBusy(true);
    setError(null);
    const done = await signOutHere(`/sign-in?next=${encodeURIComponent(address)}`);
    if (done.ok) return;
    setError(done.failure.message);
    setBusy(false);
  }

  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-box border p-3">
      <div className="min-w-0">
        <p className="font-medium">{name}</p>
        <p className="break-words text-ink-soft text-sm">{email}</p>
      </div>
      <Button size="small" busy={isBusy} onClick={changePerson}>
        Somebody else
      </Button>
      <FieldError message={error} />
    </div>
  );
}
