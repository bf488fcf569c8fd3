/** Why a token was revoked, where its owner did not do it by hand; null when who did it says it all. Pure. */
const WORDS = new Map([
  ["leaked", { text: "Its secret was found in public", isAlarming: true }],
  ["code replayed", { text: "Its login code was used twice", isAlarming: true }],
  ["revoked by a client", { text: "Ended by a registered client", isAlarming: false }],
  ["revoked itself", { text: "Ended by a call with its own secret", isAlarming: false }],
  ["parent revoked", { text: "Ended with the token that minted it", isAlarming: false }],
  ["deleted with its minter", { text: "Ended with the token that minted it", isAlarming: false }],
  ["team deleted", { text: "Ended with its team", isAlarming: false }],
]);

/** @param reason as the row has it; one that is not known here is said by who did it alone */
export function sayRevocation(reason: string | null): { text: string; isAlarming: boolean } | null {
  return WORDS.get(reason ?? "") ?? null;
}
