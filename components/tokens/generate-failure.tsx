"use client";

import { Button } from "@/components/ui/button";
import type { Failure } from "@/lib/result";
import { FailureNotice } from "./failure-notice";

type GenerateFailureProps = {
  failure: Failure;
  onStartOver: () => void;
  onShowToken: (id: string) => void;
};

/** Why nothing was generated now. When an earlier attempt of this dialog had worked, the way to that token. */
export function GenerateFailure({ failure, onStartOver, onShowToken }: GenerateFailureProps) {
  const isSpent = failure.kind === "conflict" || failure.kind === "mismatch";
  const tokenId = failure.kind === "conflict" ? failure.tokenId : undefined;
  return (
    <div tabIndex={-1} data-failure="" className="outline-none">
      <FailureNotice failure={isSpent ? sayAgain(failure) : failure}>
        {isSpent && (
          <span className="mt-3 flex flex-wrap gap-2">
            {tokenId && (
              <Button size="small" onClick={() => onShowToken(tokenId)}>
                Show the token
              </Button>
            )}
            <Button size="small" onClick={onStartOver}>
              Start a new one
            </Button>
          </span>
        )}
      </FailureNotice>
    </div>
  );
}

function sayAgain(failure: Failure): Failure {
  const message =
    failure.kind === "conflict"
      ? "This token was already generated (its secret was shown once there). If you did not get it, delete that token and start a new one."
      : "An earlier attempt with other settings went through. Look for that token in the list; delete it if you did not get its secret.";
  return { ...failure, message };
}
