import { invalid, type Result } from "@/lib/result";

/** A conflict as an issue of the field it is about (a name that is taken), so that it is said there. Pure. */
export function placeConflictAt<T>(field: string, result: Result<T>): Result<T> {
  if (result.ok || result.failure.kind !== "conflict") return result;
  return invalid({ field, message: result.failure.message });
}
