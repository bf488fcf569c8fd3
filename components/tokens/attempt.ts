import type { Failure, Result } from "@/lib/result";

/** What a person reads when the server could not be asked at all: network, restart, a crash. */
const NO_ANSWER: Failure = {
  kind: "unavailable",
  message: "Latchkey did not answer. Nothing that you entered is lost; try again in a moment.",
  retryAfterSeconds: 5,
};

/** Runs a server action; what it throws becomes a failure that the dialog can show, so that no input is lost. */
export async function attempt<T>(action: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await action();
  } catch {
    return { ok: false, failure: NO_ANSWER };
  }
}
