/** An organization's icon as Terrakube writes it: "FaBuilding:#000000". Pure. */
export type Icon = { name: string; colour: string };

/** Names and colours that are offered; others are kept as they are. */
export const ICON_NAMES = [
  "FaBuilding",
  "FaCloud",
  "FaServer",
  "FaDatabase",
  "FaCode",
  "FaCubes",
  "FaRocket",
  "FaGlobe",
  "FaFlask",
  "FaIndustry",
  "FaUniversity",
  "FaShieldAlt",
] as const;
export type IconName = (typeof ICON_NAMES)[number];

export const ICON_COLOURS = [
  { word: "Black", colour: "#000000" },
  { word: "Grey", colour: "#5b6472" },
  { word: "Blue", colour: "#1f5fd6" },
  { word: "Purple", colour: "#722ed1" },
  { word: "Teal", colour: "#0b7a75" },
  { word: "Green", colour: "#2f7d32" },
  { word: "Amber", colour: "#f0a020" },
  { word: "Red", colour: "#c5302b" },
] as const;

export const DEFAULT_ICON: Icon = { name: "FaBuilding", colour: "#000000" };

/** The two halves of a stored icon; null when there is none or it has another form. */
export function parseIcon(stored: string | null): Icon | null {
  const [, name, colour] = /^([A-Za-z0-9]+):(#[0-9A-Fa-f]+)$/.exec(stored ?? "") ?? [];
  return name !== undefined && colour !== undefined ? { name, colour } : null;
}

export function isKnownIcon(name: string): name is IconName {
  return (ICON_NAMES as readonly string[]).includes(name);
}

/**
 * The icon to store after a form was sent. What the person left as it was goes back as it was stored, byte for byte:
 * null, "" and forms that are not understood differ for Terrakube's clients.
 * @param chosen name "" = no icon
 */
export function iconToStore(stored: string | null, chosen: Icon): string | null {
  if (chosen.name === "") return parseIcon(stored) === null ? stored : null;
  return `${chosen.name}:${chosen.colour}`;
}

/** Six digits of a CSS hex colour, for #rgb and #rrggbb with or without alpha; null for other lengths. */
export function plainColour(colour: string): string | null {
  const digits = colour.slice(1);
  if (digits.length === 6 || digits.length === 8) return `#${digits.slice(0, 6)}`;
  if (digits.length === 3 || digits.length === 4)
    return `#${[...digits.slice(0, 3)].map((d) => d + d).join("")}`;
  return null;
}

/** Black or white, whichever stands out more on `colour` (WCAG 2.2, contrast ratio). @param colour #rrggbb */
export function inkOn(colour: string): "#000000" | "#ffffff" {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? "#ffffff" : "#000000";
}
