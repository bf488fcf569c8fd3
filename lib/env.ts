import { z } from "zod";
import { type OidcSettings, readCorsOrigins, readDuration, readOidc, readPassed } from "./env-oidc";
import { readUpstreamPairs, type UpstreamPair } from "./upstream-keys";

/** The only reader of process.env (design.md section 8). Failures name the variable, never its value. */

const port = z.coerce.number().int().min(0).max(65_535);
const SIGNING_KEY = /^(latchkey-[1-9][0-9]{0,3}):([A-Za-z0-9_-]{43,})$/;

export type SigningKey = { kid: string; key: Uint8Array };

const tokenKeys = z.string().transform((text, context): SigningKey[] => {
  const keys = text.split(",").map((part) => SIGNING_KEY.exec(part.trim()));
  if (keys.some((match) => !match || Buffer.from(match[2] ?? "", "base64url").length < 32)) {
    context.addIssue({
      code: "custom",
      message: "must be `latchkey-N:<base64url of at least 32 bytes>`, several separated by commas",
    });
    return z.NEVER;
  }
  const parsed = keys.map((match) => ({
    kid: match?.[1] ?? "",
    key: new Uint8Array(Buffer.from(match?.[2] ?? "", "base64url")),
  }));
  if (new Set(parsed.map((key) => key.kid)).size !== parsed.length)
    context.addIssue({ code: "custom", message: "names a key id twice" });
  return parsed;
});

/** Terrakube's PatSecret: from 48 bytes on its signer takes another algorithm than its decoder is pinned to. */
const upstreamKey = z.string().transform((text, context): Uint8Array => {
  const key = Buffer.from(text, "base64url");
  if (!/^[A-Za-z0-9_-]+={0,2}$/.test(text) || key.length < 32 || key.length > 47)
    context.addIssue({ code: "custom", message: "must be base64url of 32 to 47 bytes" });
  return new Uint8Array(key);
});

const upstreamPairs = z.string().transform((text, context): UpstreamPair[] => {
  try {
    return readUpstreamPairs(text);
  } catch {
    context.addIssue({
      code: "custom",
      message: "must be P-256 private keys, each base64 of DER, separated by commas",
    });
    return z.NEVER;
  }
});

/** Without a trailing slash, and without the /api/v1 that some of Terrakube's clients want in it. */
const terrakubeUrl = z
  .url({ protocol: /^https?$/, message: "must be an http or https address" })
  .refine((text) => !/[?#]|\/\/[^/]*@/.test(text), "must be an address without a query or a password")
  .transform((text) => text.replace(/\/+(api\/v1\/*)?$/, ""));

const schema = z.object({
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: port.default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/, message: "must be an http or https address" }).optional(),
  DATABASE_URL: z.string({ error: "is missing" }).regex(/^postgres(ql)?:\/\//, "must start with postgres://"),
  AUTH_SECRET: z.string({ error: "is missing" }).min(32, "must have at least 32 characters"),
  TOKEN_SECRET: z.string({ error: "is missing" }).pipe(tokenKeys),
  UPSTREAM_JWT_SECRET: z.string({ error: "is missing" }).pipe(upstreamKey),
  UPSTREAM_JWT_ALG: z.enum(["HS256", "ES256"], "must be HS256 or ES256").default("HS256"),
  UPSTREAM_JWT_KEY: upstreamPairs.optional(),
  GATEWAY_KEY: z.string({ error: "is missing" }).min(32, "must have at least 32 characters"),
  GATEWAY_HOST: z.string().min(1).default("127.0.0.1"),
  GATEWAY_PORT: port.default(3001),
  PASS_BEARER_ISSUERS: z.string().default(""),
  PASS_TERRAKUBE_UNTIL: z.iso
    .datetime({ offset: true, error: "must be an instant like 2026-12-31T00:00:00Z" })
    .optional(),
  TERRAKUBE_API_URL: terrakubeUrl.optional(),
  TERRAKUBE_UI_URL: terrakubeUrl.optional(),
  LATCHKEY_OWNER_EMAIL: z.string().optional(),
  LATCHKEY_OWNER_NAME: z.string().optional(),
  LATCHKEY_OWNER_PASSWORD: z.string().optional(),
  OWNER_GROUP: z.string().min(1).max(64).default("TERRAKUBE_ADMIN"),
  OIDC_ISSUER: z.string().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(40, "may have at most 40 characters").optional(),
  OIDC_GROUPS_CLAIM: z.string().optional(),
  OIDC_AUDIENCE: z.string().optional(),
  IDP_GROUPS_MAX_AGE: z.string().default("7d"),
  CORS_ORIGINS: z.string().default(""),
  TRUSTED_PROXIES: z.string().default(""),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

export type Env = {
  host: string;
  port: number;
  /** Without a trailing slash. */
  publicUrl: string;
  isHttps: boolean;
  databaseUrl: string;
  authSecret: string;
  /** Newest first: the first signs, all verify. */
  tokenKeys: [SigningKey, ...SigningKey[]];
  /** Terrakube's PatSecret: signs what it is told (HS256). */
  upstreamKey: Uint8Array;
  /** Newest first; all are published, and the first signs what the gateway tells the upstream, if that is ES256. */
  upstreamPairs: UpstreamPair[];
  /** The key that the gateway signs with: one of the above. */
  gatewayUpstreamKey: Uint8Array | UpstreamPair;
  gatewayKey: string;
  gatewayHost: string;
  gatewayPort: number;
  /** Issuers whose bearers pass untouched; "Terrakube" is not among them: see passTerrakubeUntil. */
  passIssuers: string[];
  passTerrakubeUntil: Date | null;
  /** Whose organizations and teams are followed; null: they are made here. */
  terrakube: { apiUrl: string; uiUrl: string | null } | null;
  ownerEmail: string | undefined;
  ownerName: string | undefined;
  ownerPassword: string | undefined;
  ownerGroup: string;
  /** The identity provider; null without one. */
  oidc: OidcSettings | null;
  /** Memberships that the identity provider has not confirmed for so long stop counting. */
  groupsMaxAgeSeconds: number;
  /** Origins that may call the Terrakube endpoints, without cookies. */
  corsOrigins: string[];
  /** Addresses or CIDR ranges whose X-Forwarded-For is believed. */
  trustedProxies: string[];
};

export class EnvError extends Error {}

/**
 * Reads and checks a configuration.
 * @throws EnvError with one line per wrong variable
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    throw new EnvError(
      parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`).join("\n"),
    );
  const env = parsed.data;
  const secrets = ["AUTH_SECRET", "TOKEN_SECRET", "UPSTREAM_JWT_SECRET", "GATEWAY_KEY"].filter(
    (name) => given[name],
  );
  for (const [i, name] of secrets.entries())
    for (const other of secrets.slice(i + 1))
      if (bare(given[name]) === bare(given[other]))
        throw new EnvError(`${name} and ${other} are equal: each needs a secret of its own`);
  const [first, ...rest] = env.TOKEN_SECRET;
  if (!first) throw new EnvError("TOKEN_SECRET is empty");
  const publicUrl = (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, "");
  if (new URL(publicUrl).pathname !== "/")
    throw new EnvError("PUBLIC_URL must have no path: Terrakube's clients drop it");
  const { passIssuers, passTerrakubeUntil } = readPassed(env, refuse);
  const oidc = readOidc(env, refuse);
  if (oidc && passIssuers.includes(oidc.issuer))
    refuse("PASS_BEARER_ISSUERS may not name OIDC_ISSUER: its bearers are checked and swapped");
  return {
    host: env.HOST,
    port: env.PORT,
    publicUrl,
    isHttps: publicUrl.startsWith("https:"),
    databaseUrl: env.DATABASE_URL,
    authSecret: env.AUTH_SECRET,
    tokenKeys: [first, ...rest],
    ...upstream(env),
    gatewayKey: env.GATEWAY_KEY,
    gatewayHost: env.GATEWAY_HOST,
    gatewayPort: env.GATEWAY_PORT,
    passIssuers,
    passTerrakubeUntil,
    terrakube:
      env.TERRAKUBE_API_URL === undefined
        ? null
        : { apiUrl: env.TERRAKUBE_API_URL, uiUrl: env.TERRAKUBE_UI_URL ?? null },
    ownerEmail: env.LATCHKEY_OWNER_EMAIL,
    ownerName: env.LATCHKEY_OWNER_NAME,
    ownerPassword: env.LATCHKEY_OWNER_PASSWORD,
    ownerGroup: env.OWNER_GROUP,
    oidc,
    groupsMaxAgeSeconds: readDuration("IDP_GROUPS_MAX_AGE", env.IDP_GROUPS_MAX_AGE, refuse),
    corsOrigins: readCorsOrigins(env.CORS_ORIGINS, refuse),
    trustedProxies: env.TRUSTED_PROXIES.split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  };
}

type UpstreamEnv = Pick<
  z.output<typeof schema>,
  "UPSTREAM_JWT_SECRET" | "UPSTREAM_JWT_ALG" | "UPSTREAM_JWT_KEY"
>;

function upstream(env: UpstreamEnv): Pick<Env, "upstreamKey" | "upstreamPairs" | "gatewayUpstreamKey"> {
  const upstreamKey = env.UPSTREAM_JWT_SECRET;
  const upstreamPairs = env.UPSTREAM_JWT_KEY ?? [];
  const gatewayUpstreamKey = env.UPSTREAM_JWT_ALG === "ES256" ? upstreamPairs[0] : upstreamKey;
  if (!gatewayUpstreamKey) throw new EnvError("UPSTREAM_JWT_KEY is missing: UPSTREAM_JWT_ALG is ES256");
  return { upstreamKey, upstreamPairs, gatewayUpstreamKey };
}

const refuse = (line: string): never => {
  throw new EnvError(line);
};

function bare(secret: string | undefined): string | undefined {
  return secret?.replace(/^latchkey-\d+:/, "");
}

let cached: Env | undefined;

/** The process's configuration, checked once. */
export function readEnv(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/** Apart from readEnv: the log must work also when the configuration is wrong. */
export function readLogLevel(): string {
  const level = schema.shape.LOG_LEVEL.safeParse(process.env.LOG_LEVEL ?? "info");
  return level.success ? level.data : "info";
}
