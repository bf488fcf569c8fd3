import { z } from "zod";
import type { describeServer } from "@/lib/oauth/discovery";
import type { PublicJwk } from "@/lib/upstream-keys";

/** What OAuth's endpoints and the public documents answer when all went well; see answers.ts. */

export const accessToken = z.strictObject({
  access_token: z.string().describe("The secret of an ordinary user token."),
  token_type: z.literal("Bearer"),
  expires_in: z.int().optional().describe("Seconds; absent: never."),
});

export const introspection = z.union([
  z.strictObject({ active: z.literal(false) }),
  z.strictObject({
    active: z.literal(true),
    token_type: z.literal("Bearer"),
    iss: z.url(),
    sub: z.string().describe("`user:<id>` or `team:<name, percent-encoded>`."),
    username: z.string().optional().describe("A person's e-mail; a team's token has none."),
    name: z.string().optional(),
    owner_kind: z.enum(["user", "team"]),
    groups: z.array(z.string()).describe("As of now."),
    jti: z.uuid(),
    iat: z.int(),
    exp: z.int().optional().describe("Absent: never."),
    client_id: z.string().optional().describe("Of a token that `terraform login` ended with."),
  }),
]);

const addresses = { issuer: z.url(), authorization_endpoint: z.url(), token_endpoint: z.url() };
const texts = z.array(z.string());

export const serverMetadata = z.strictObject({
  ...addresses,
  token_endpoint_auth_methods_supported: texts,
  introspection_endpoint: z.url(),
  introspection_endpoint_auth_methods_supported: texts,
  revocation_endpoint: z.url(),
  revocation_endpoint_auth_methods_supported: texts,
  response_types_supported: texts,
  response_modes_supported: texts,
  grant_types_supported: texts,
  code_challenge_methods_supported: texts,
}) satisfies z.ZodType<ReturnType<typeof describeServer>>;

export const terraformServices = z
  .looseObject({
    "login.v1": z.strictObject({
      client: z.string(),
      grant_types: texts,
      authz: z.url(),
      token: z.url(),
      ports: z.array(z.int()),
    }),
  })
  .describe("With the entries of a followed Terrakube beside.");

export const keys = z.strictObject({
  keys: z.array(
    z.strictObject({
      kty: z.literal("EC"),
      crv: z.literal("P-256"),
      x: z.string(),
      y: z.string(),
      kid: z.string(),
      alg: z.literal("ES256"),
      use: z.literal("sig"),
    }) satisfies z.ZodType<PublicJwk>,
  ),
});

export const openapi = z.looseObject({ openapi: z.string(), info: z.looseObject({ title: z.string() }) });

export const health = z.strictObject({ status: z.literal("ok") });
export const readiness = z.strictObject({ status: z.enum(["ready", "not ready"]) });
