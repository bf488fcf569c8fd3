/** Writes a file whole or not at all, 0600 unless told; `isNew` fails with EEXIST instead of replacing. */
export function writeAtomically(
  path: string,
  text: string | Uint8Array,
  options?: { mode?: number; isNew?: boolean },
): Promise<void>;
