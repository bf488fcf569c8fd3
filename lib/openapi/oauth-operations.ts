import { LOGIN_PORTS, TERRAFORM_CLIENT } from "@/lib/oauth/login";
import { type Operation, PUBLIC_REFUSALS, type RequestBody, TOO_LARGE_REFUSAL } from "./operation";
import { EXAMPLE_ID } from "./token-operations";

/** OAuth's endpoints that machines call; /oauth/authorize is a page (docs/terraform-login.md). */

const FORM: RequestBody["mediaTypes"] = ["application/x-www-form-urlencoded"];
const common = { method: "post", tag: "OAuth", form: "oauth" } as const;

const clientRefusals = {
  400: "A parameter is missing, there twice, or stands in the address (`invalid_request`).",
  401: "The client did not prove who it is (`invalid_client`).",
  ...TOO_LARGE_REFUSAL,
  429: "Too many refused calls from this network. A genuine client is not affected.",
  ...PUBLIC_REFUSALS,
} as const;

export const OAUTH_OPERATIONS: Operation[] = [
  {
    ...common,
    id: "redeemCode",
    path: "/oauth/token",
    security: "none",
    summary: "Redeem the code of a terraform login",
    description:
      "RFC 6749 section 4.1.3 with PKCE (RFC 7636, S256 only). The client is public: it sends its id, in the body or in a Basic header with an empty password. A code works once and for 60 seconds; a replay revokes what it issued. The result is an ordinary user token in its owner's list.",
    body: {
      schema: "TokenRequest",
      mediaTypes: FORM,
      example: {
        grant_type: "authorization_code",
        client_id: TERRAFORM_CLIENT,
        code: "<the code>",
        redirect_uri: `http://localhost:${LOGIN_PORTS[0]}/login`,
        code_verifier: "<the verifier>",
      },
    },
    successes: {
      200: {
        description: "The token.",
        schema: "AccessToken",
        example: { access_token: "<the secret>", token_type: "Bearer", expires_in: 2_592_000 },
      },
    },
    refusals: {
      ...clientRefusals,
      400: "`invalid_request`: a parameter is missing, there twice, or stands in the address. `unsupported_grant_type`. `invalid_grant`: the code is unknown, old or used, or does not fit redirect_uri and code_verifier.",
      401: "Another client than terraform's (`invalid_client`).",
      429: "Too many refused calls from this network. What is genuine is not affected.",
    },
  },
  {
    ...common,
    id: "introspect",
    path: "/oauth/introspect",
    security: "client",
    summary: "Ask about a secret",
    description:
      'RFC 7662, for clients that instance owners registered; by client_secret_basic or client_secret_post. The same decision as for a call with that secret at this moment: do not keep the answer. Expired, revoked, paused, suspended, forged and unknown are exactly `{"active":false}`. `client_ip` is whence the bearer called: without it a token that is bound to networks is inactive. Asking is no use of the token.',
    body: {
      schema: "IntrospectionRequest",
      mediaTypes: FORM,
      example: { token: "<the secret>", client_ip: "10.0.3.7" },
    },
    successes: {
      200: {
        description: "Whose it is, or that it is not active.",
        schema: "Introspection",
        example: {
          active: true,
          token_type: "Bearer",
          iss: "https://latchkey.example.com",
          sub: "user:3f0a7c1e-94a0-4d6e-8a8c-5f2f8f3f9b01",
          username: "ada@example.com",
          name: "Ada Lovelace",
          owner_kind: "user",
          groups: ["platform"],
          jti: EXAMPLE_ID,
          iat: 1_772_442_000,
          exp: 1_775_034_000,
        },
      },
    },
    refusals: clientRefusals,
  },
  {
    ...common,
    id: "revokeSecret",
    path: "/oauth/revoke",
    security: "client",
    summary: "End the token of a secret",
    description:
      "RFC 7009, for registered clients. With it die the user tokens that it generated. 200 also for what is unknown or was revoked before.",
    body: { schema: "RevocationRequest", mediaTypes: FORM, example: { token: "<the secret>" } },
    successes: { 200: { description: "Whatever it was, it is not accepted." } },
    refusals: clientRefusals,
  },
  {
    ...common,
    id: "reportLeaks",
    path: "/oauth/leaks",
    security: "none",
    form: "problem",
    summary: "Report secrets found in public",
    description:
      "For who finds them. Genuine ones are revoked with what they generated, and their owners read why. The answer is the same whatever they were.",
    body: {
      schema: "LeakReport",
      mediaTypes: ["application/json"],
      example: ["<a secret>", { token: "<another secret>" }],
    },
    successes: { 202: { description: "Taken." } },
    refusals: {
      400: "The body is no array of at most 200 secrets.",
      ...TOO_LARGE_REFUSAL,
      ...PUBLIC_REFUSALS,
    },
  },
];
