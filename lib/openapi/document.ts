import { CALLER_OPERATIONS } from "./caller-operations";
import { describeComponents, describeParameter } from "./components";
import { OAUTH_OPERATIONS } from "./oauth-operations";
import { type Operation, type RefusalStatus, type Success, TAGS } from "./operation";
import { ORGANIZATION_OPERATIONS } from "./organization-operations";
import { PUBLIC_OPERATIONS } from "./public-operations";
import { exampleOf, REFUSAL_HEADERS, REFUSAL_SCHEMAS } from "./refusals";
import { TOKEN_OPERATIONS } from "./token-operations";

/** The API as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1). Pure. */

/** In the order in which people read them. */
export const OPERATIONS: readonly Operation[] = [
  ...TOKEN_OPERATIONS,
  ...CALLER_OPERATIONS,
  ...ORGANIZATION_OPERATIONS,
  ...OAUTH_OPERATIONS,
  ...PUBLIC_OPERATIONS,
].toSorted((a, b) => tagPlace(a) - tagPlace(b));

function tagPlace({ tag }: Operation): number {
  return Object.keys(TAGS).indexOf(tag);
}

export const DESCRIPTION = `Latchkey issues API tokens to people and teams, and answers for every call whether the bearer may pass.

**Authentication.** \`Authorization: Bearer <secret>\`, in exactly one header; a secret in the address, in a form or in a cookie is not looked at. JWTs of the configured identity provider are accepted too.

**Answers.** Times are ISO 8601 in UTC. Fields may be added to answers: ignore those you do not know. Every answer of a bearer endpoint carries \`X-Request-Id\`; none is cached. Methods that a path does not have are answered with 405 and \`Allow\`.

**Refusals** are \`application/problem+json\` (RFC 9457) with a stable \`code\`; under \`/api/v1\` JSON:API's errors; under \`/oauth\` RFC 6749's words. What you may not see is 404; what you see but may not do is 403. On any doubt the answer is 503, never success.

**Behind a gateway.** nginx, Traefik and Envoy ask the gateway listener, on a port of its own, about each call (\`/verify\`, with the gateway's key): 200 with a one-minute JWT for the upstream and \`X-Latchkey-Token\`, \`-Subject\`, \`-Groups\`; 401 for a token that is dead or unknown; 503 on any doubt. It is no part of this API: the repository's docs/gateways.md describes it.`;

/**
 * The whole document.
 * @param publicUrl where the API is (PUBLIC_URL), without a trailing slash
 */
export function describeApi(publicUrl: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] ??= {};
    Object.assign(paths[operation.path] ?? {}, { [operation.method]: describeOperation(operation) });
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Latchkey",
      version: "1",
      summary: "A self-hosted token authority for Terrakube",
      description: DESCRIPTION,
      license: { name: "Apache 2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: publicUrl, description: "This console" }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: describeComponents(),
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "The secret of a user's or a team's token.",
        },
        client: {
          type: "http",
          scheme: "basic",
          description: "A registered client's id and secret (client_secret_basic); or both in the form.",
        },
      },
    },
  };
}

function describeOperation(operation: Operation) {
  const { id, tag, summary, description, security, parameters, body } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    security: security === "none" ? [] : [{ [security]: [] }],
    ...(parameters && {
      parameters: parameters.map(({ schema, example, ...parameter }) => ({
        ...parameter,
        required: parameter.in === "path",
        schema: describeParameter(schema),
        ...(example !== undefined && { example }),
      })),
    }),
    ...(body && {
      requestBody: {
        required: true,
        content: Object.fromEntries(
          body.mediaTypes.map((type) => [type, { schema: refTo(body.schema), example: body.example }]),
        ),
      },
    }),
    responses: describeResponses(operation),
  };
}

const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { schema: { type: "string" } };

/** Of any call: what console/server.ts cannot read, or does not let in, is answered in plain text. */
const UNREADABLE =
  "The request itself cannot be read: two Authorization or Host headers, or a body of unknown coding (text/plain).";

function describeResponses(operation: Operation): Record<string, unknown> {
  const refusals = { 400: "", ...operation.refusals };
  return {
    ...Object.fromEntries(
      Object.entries(operation.successes).map(([status, success]) => [status, describeSuccess(success)]),
    ),
    ...Object.fromEntries(
      Object.entries(refusals).map(([status, when]) => [
        status,
        describeRefusal(operation, Number(status) as RefusalStatus, when),
      ]),
    ),
  };
}

function describeSuccess({ description, schema, mediaType = "application/json", example }: Success) {
  return {
    description,
    ...(schema && { content: { [mediaType]: { schema: refTo(schema), example } } }),
  };
}

function describeRefusal(operation: Operation, status: RefusalStatus, when: string) {
  const { form, hasPlainRefusals = false } = operation;
  const { mediaType, example } = exampleOf(form, status);
  const isPlain = hasPlainRefusals || status === 400 || status === 413;
  const headers = REFUSAL_HEADERS[status];
  return {
    description: [when, status === 400 && UNREADABLE].filter(Boolean).join(" "),
    ...(headers && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, description]) => [
          name,
          { description, schema: { type: "string" } },
        ]),
      ),
    }),
    content: {
      ...(when !== "" && { [mediaType]: { schema: refTo(REFUSAL_SCHEMAS[form]), example } }),
      ...(isPlain && { "text/plain": text }),
    },
  };
}
