import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";
import type { Failure } from "@/lib/result";

/** A failure that belongs to no field, inside the dialog where it happened; `children` is what can be done about it. */
export function FailureNotice({ failure, children }: { failure: Failure; children?: ReactNode }) {
  return (
    <Notice kind={failure.kind === "conflict" ? "warn" : "danger"} title={titleOf(failure)}>
      <p>{failure.message}</p>
      {failure.kind === "unauthenticated" && (
        <p className="mt-1">
          Nothing here is lost:{" "}
          <a
            href="/sign-in"
            target="_blank"
            rel="noreferrer"
            className="font-medium text-accent-text underline"
          >
            sign in in another tab
          </a>{" "}
          and try again.
        </p>
      )}
      {failure.kind === "limited" && (
        <p className="mt-1">Try again in {failure.retryAfterSeconds} seconds.</p>
      )}
      {children}
    </Notice>
  );
}

function titleOf(failure: Failure): string {
  switch (failure.kind) {
    case "invalid_input":
      return "Something in it is not right";
    case "unauthenticated":
      return "You are signed out";
    case "forbidden":
      return "You may not do this";
    case "not_found":
    case "gone":
      return "It is not there any more";
    case "conflict":
      return "Already generated";
    case "mismatch":
      return "Another token was generated from this dialog";
    case "limited":
      return "Too many attempts";
    case "unavailable":
      return "It did not work";
    default:
      return failure satisfies never;
  }
}
