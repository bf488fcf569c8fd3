import { fail, type Result } from "@/lib/result";

/** What a person reads when the server could not be asked at all: network, restart, a crash. */
const KEPT = "Latchkey did not answer. Nothing that you entered is lost; try again in a moment.";

/**
 * Runs a server action; what it throws becomes a failure that can be shown in place, so that no input is lost.
 * @param noAnswer what to say then
 */
export async function attempt<T>(action: () => Promise<Result<T>>, noAnswer = KEPT): Promise<Result<T>> {
  try {
    return await action();
  } catch {
    return fail({ kind: "unavailable", message: noAnswer, retryAfterSeconds: 5 });
  }
}
