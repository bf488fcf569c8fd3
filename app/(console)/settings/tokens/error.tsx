"use client";

import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";

type TokensErrorProps = { error: Error & { digest?: string }; reset: () => void };

export default function TokensError({ error, reset }: TokensErrorProps) {
  const router = useRouter();
  const [isBusy, startAgain] = useTransition();
  return (
    <div className="flex flex-col gap-6">
      <PageHeading title="Tokens" />
      <Notice kind="danger" title="Your tokens could not be read">
        <p>
          Nothing is lost: the tokens stand as they are, and go on working. Latchkey may be unable to reach
          its database right now.
          {error.digest && ` For whoever looks into the log: ${error.digest}.`}
        </p>
        <Button
          size="small"
          icon={RotateCw}
          busy={isBusy}
          className="mt-3"
          onClick={() =>
            startAgain(() => {
              router.refresh();
              reset();
            })
          }
        >
          Try again
        </Button>
      </Notice>
    </div>
  );
}
