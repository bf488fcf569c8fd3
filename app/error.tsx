"use client";

import { RotateCw } from "lucide-react";
import { StopPage } from "@/components/shell/stop-page";
import { Button } from "@/components/ui/button";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <StopPage
      title="This page could not be shown"
      detail={error.digest && `For whoever looks into the log: ${error.digest}`}
      action={
        <Button variant="primary" icon={RotateCw} onClick={reset}>
          Try again
        </Button>
      }
    >
      Something in Latchkey failed while it was being made. Nothing that you had saved is lost.
    </StopPage>
  );
}
