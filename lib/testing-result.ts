import type { Result } from "./result";

/** The value of a result that a test takes for granted. */
export async function settle<T>(work: Promise<Result<T>>): Promise<T> {
  const result = await work;
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}
