import { z } from "zod";
import { clientProof } from "@/lib/clients/schema";
import { introspectForm, leaksBody, revokeForm } from "@/lib/introspection/schema";
import { tokenForm } from "@/lib/oauth/schema";
import { organizationAttributes } from "@/lib/organizations/schema";
import { teamAttributes } from "@/lib/teams/schema";
import { describeBody, generateBody, teamGenerateBody } from "@/lib/tokens/schema";
import * as answers from "./answers";
import * as oauth from "./oauth-answers";
import { jsonApiErrors, oauthError, problem } from "./refusals";

/** The schemas by their names in the document: the ones that the routes validate with, and those of their answers. */

/** As readAttributes of lib/http/json-api takes it; an id has to be the one in the address. */
const documentOf = (type: string, attributes: z.ZodType) =>
  z.object({
    data: z.object({ type: z.literal(type).optional(), id: z.guid().nullish(), attributes }),
  });

export const BODIES = {
  GenerateToken: generateBody,
  GenerateTeamToken: teamGenerateBody,
  DescribeToken: describeBody,
  OrganizationInput: documentOf("organization", organizationAttributes),
  TeamInput: documentOf("team", teamAttributes),
  TokenRequest: tokenForm.extend({ client_id: clientProof.shape.client_id }),
  IntrospectionRequest: introspectForm.extend(clientProof.shape),
  RevocationRequest: revokeForm.extend(clientProof.shape),
  LeakReport: leaksBody,
} as const;
export type BodyName = keyof typeof BODIES;

export const ANSWERS = {
  Token: answers.token,
  TokenList: answers.tokenList,
  GeneratedToken: answers.generatedToken,
  Self: answers.self,
  CurrentTeams: answers.currentTeams,
  Permissions: answers.permissions,
  Organization: answers.organizationDocument,
  OrganizationList: answers.organizationList,
  Team: answers.teamDocument,
  TeamList: answers.teamList,
  AccessToken: oauth.accessToken,
  Introspection: oauth.introspection,
  ServerMetadata: oauth.serverMetadata,
  TerraformServices: oauth.terraformServices,
  Keys: oauth.keys,
  OpenApi: oauth.openapi,
  Health: oauth.health,
  Readiness: oauth.readiness,
  Problem: problem,
  JsonApiErrors: jsonApiErrors,
  OAuthError: oauthError,
} as const;
export type AnswerName = keyof typeof ANSWERS;

type JsonSchema = Record<string, unknown>;

/** Both as JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. Answers are left open: fields may be added to them. */
export function describeComponents(): Record<string, JsonSchema> {
  return { ...convert(BODIES, "input"), ...convert(ANSWERS, "output") };
}

function convert(schemas: Record<string, z.ZodType>, io: "input" | "output"): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const made = z.toJSONSchema(registry, {
    io,
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => {
      if (io === "output" && jsonSchema.additionalProperties === false)
        delete jsonSchema.additionalProperties;
    },
  });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([id, { $schema: _schema, $id: _id, ...schema }]) => [id, schema]),
  );
}

/** Without what says nothing to a reader: the pattern beside a format, and the bounds of a safe integer. */
function simplify(schema: JsonSchema): void {
  if (schema.format !== undefined) delete schema.pattern;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
}

/** A parameter's schema, inline. */
export function describeParameter(schema: z.ZodType): JsonSchema {
  const { $schema: _schema, ...described } = z.toJSONSchema(schema, {
    io: "input",
    override: ({ jsonSchema }) => simplify(jsonSchema),
  });
  return described;
}
