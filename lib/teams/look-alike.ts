/** Names that a person could take for the owner group's (design.md section 3). Pure. */

// Letters of other scripts that are drawn like a Latin one; what is not here is compared as "any letter".
const DRAWN_LIKE = new Map(
  [
    "AАΑᎪ", "BВΒᏴ", "CСϹᏟ", "DᎠ", "EЕΕᎬ", "FϜ", "GԌᏀ", "HНΗᎻ", "IІΙӀᎥ1|", "JЈᎫ", "KКΚᏦ", "LᏞⅬ", "MМΜᎷ",
    "NΝ", "OОΟՕ0", "PРΡᏢ", "QԚ", "RᎡ", "SЅՏᏚ5", "TТΤᎢ", "UՍԱ", "VѴᏙ", "WԜᎳ", "XХΧ", "YΥҮ", "ZΖᏃ",
  ].flatMap(([latin, ...others]) => others.map((other) => [other, latin ?? ""] as const)),
); // biome-ignore format: one row per letter reads best

/** Letters and digits only, in capitals, accents off; a foreign letter that is drawn like none becomes "?". */
function skeletonOf(name: string): string {
  const plain = name.normalize("NFKD").replace(/[^\p{L}\p{N}|]/gu, "");
  return [...plain.toUpperCase()]
    .map((letter) => DRAWN_LIKE.get(letter) ?? (/[A-Z0-9]/.test(letter) ? letter : "?"))
    .join("");
}

/**
 * True when `name` differs from the owner group's name only in case, spaces, signs, accents or look-alike letters.
 * Wary: a name of the same length in which every Latin letter fits is one too, if a third of it is Latin.
 */
export function looksLikeOwnerGroup(name: string, ownerGroup: string): boolean {
  if (name === ownerGroup) return false;
  const [given, guarded] = [[...skeletonOf(name)], [...skeletonOf(ownerGroup)]];
  if (given.length !== guarded.length || guarded.length === 0) return false;
  const alike = given.filter((letter, i) => letter === guarded[i]).length;
  return alike * 3 >= guarded.length && given.every((letter, i) => letter === "?" || letter === guarded[i]);
}
