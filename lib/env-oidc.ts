/** What the configuration says of other issuers and of foreign origins. Pure: lib/env.ts reads and hands over. */

/** OIDC_*: whom people sign in with, and whose bearer JWTs are accepted. */
export type OidcSettings = {
  /** Exactly as the provider writes it into `iss`. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the sign-in button says. */
  name: string;
  /** The claim of the ID token that holds the groups. */
  groupsClaim: string;
  /** A bearer JWT must be meant for one of these (`aud`). */
  audience: string[];
};

type Refuse = (line: string) => never;
type Given = Partial<
  Record<
    | "OIDC_ISSUER"
    | "OIDC_CLIENT_ID"
    | "OIDC_CLIENT_SECRET"
    | "OIDC_NAME"
    | "OIDC_GROUPS_CLAIM"
    | "OIDC_AUDIENCE",
    string | undefined
  >
>;

const OPTIONAL = [
  "OIDC_CLIENT_ID",
  "OIDC_CLIENT_SECRET",
  "OIDC_AUDIENCE",
  "OIDC_NAME",
  "OIDC_GROUPS_CLAIM",
] as const;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** All of it or nothing: half a configuration is refused by name. Null without an issuer. */
export function readOidc(given: Given, refuse: Refuse): OidcSettings | null {
  const { OIDC_ISSUER: issuer } = given;
  if (issuer === undefined) {
    const lone = OPTIONAL.find((name) => given[name] !== undefined);
    return lone === undefined ? null : refuse(`OIDC_ISSUER is missing: ${lone} is set`);
  }
  const need = (name: keyof Given) => given[name] ?? refuse(`${name} is missing: OIDC_ISSUER is set`);
  const url = URL.canParse(issuer) ? new URL(issuer) : refuse("OIDC_ISSUER must be an https address");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && LOOPBACK.test(url.hostname)))
    refuse("OIDC_ISSUER must be an https address (http on this machine's loopback only)");
  if (url.search !== "" || url.hash !== "" || url.username !== "")
    refuse("OIDC_ISSUER may hold no query, fragment or password");
  const audience = listOf(need("OIDC_AUDIENCE"));
  if (audience.length === 0) refuse("OIDC_AUDIENCE names nobody");
  return {
    issuer,
    clientId: need("OIDC_CLIENT_ID"),
    clientSecret: need("OIDC_CLIENT_SECRET"),
    name: given.OIDC_NAME ?? url.host,
    groupsClaim: given.OIDC_GROUPS_CLAIM ?? "groups",
    audience,
  };
}

/** PASS_BEARER_ISSUERS: whose bearers pass a gateway untouched; Terrakube's until PASS_TERRAKUBE_UNTIL alone. */
export function readPassed(
  given: { PASS_BEARER_ISSUERS: string; PASS_TERRAKUBE_UNTIL?: string | undefined },
  refuse: Refuse,
): { passIssuers: string[]; passTerrakubeUntil: Date | null } {
  const issuers = listOf(given.PASS_BEARER_ISSUERS);
  const until = given.PASS_TERRAKUBE_UNTIL;
  if (issuers.includes("latchkey"))
    refuse("PASS_BEARER_ISSUERS may not name latchkey: its tokens are always verified");
  if (issuers.includes("Terrakube") && until === undefined)
    refuse("PASS_TERRAKUBE_UNTIL is missing: PASS_BEARER_ISSUERS names Terrakube, for moving house only");
  return {
    passIssuers: issuers.filter((issuer) => issuer !== "Terrakube"),
    passTerrakubeUntil: issuers.includes("Terrakube") && until !== undefined ? new Date(until) : null,
  };
}

const UNIT_SECONDS = { m: 60, h: 3600, d: 86_400 };

/** A length like `7d`, `36h` or `90m` in seconds; at most a year. */
export function readDuration(name: string, text: string, refuse: Refuse): number {
  const [, count, unit] = /^([1-9]\d{0,5})([mhd])$/.exec(text.trim()) ?? [];
  const seconds = Number(count) * UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS];
  if (!(seconds <= 366 * 86_400)) refuse(`${name} must be a length like 7d, 36h or 90m, at most a year`);
  return seconds;
}

/** Origins, each exactly as browsers send it (RFC 6454 section 6.2). There is no "any". */
export function readCorsOrigins(text: string, refuse: Refuse): string[] {
  const origins = listOf(text);
  for (const origin of origins)
    if (!URL.canParse(origin) || !/^https?:/.test(origin) || new URL(origin).origin !== origin)
      refuse("CORS_ORIGINS must list origins like https://terrakube.example.com, without path or slash");
  return origins;
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}
