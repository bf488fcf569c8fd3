/** What a one-time link opens. Pure. */
export type SetupView =
  | { purpose: "setup" }
  | { purpose: "recover"; email: string; name: string }
  | { purpose: "invite"; email: string; invitedBy: string | null };

/** The bytes of randomness in a code, and how long its link works. */
export const CODE_BYTES = 32;
export const CODE_LIFETIME_MINUTES = 60;

/** The setup page reads the code from the fragment: browsers send that to no server, so no log holds it. */
export function linkOf(publicUrl: string, code: string): string {
  return `${publicUrl}/setup#${code}`;
}
