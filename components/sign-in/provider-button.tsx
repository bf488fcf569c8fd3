"use client";

import { LogIn } from "lucide-react";
import { useState } from "react";
import { useHydrated } from "@/components/form/use-hydrated";
import { Button } from "@/components/ui/button";
import { signInElsewhere } from "@/lib/auth-client";
import type { Failure } from "@/lib/result";
import { SignInFailure } from "./sign-in-failure";

/** @param next the page of ours to come back to, checked by the server already */
export function ProviderButton({ provider, next }: { provider: string; next: string }) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isHydrated = useHydrated();

  async function leave() {
    setBusy(true);
    setFailure(null);
    const result = await signInElsewhere(next);
    // On success the page is about to go: the button stays busy.
    if (result.ok) return;
    setFailure(result.failure);
    setBusy(false);
  }

  return (
    <div className="flex flex-col gap-4">
      {failure && <SignInFailure failure={failure} />}
      <Button icon={LogIn} busy={isBusy} disabled={!isHydrated} className="w-full" onClick={leave}>
        Sign in with {provider}
      </Button>
    </div>
  );
}
