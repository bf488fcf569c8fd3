import { z } from "zod";
import { describeServer, describeServices } from "@/lib/oauth/discovery";
import type { Operation } from "./operation";

/** Documents that everybody may read, and health. */

const EXAMPLE_URL = "https://latchkey.example.com";
const common = { method: "get", form: "problem", security: "none", refusals: {} } as const;
const discovery = { ...common, tag: "Discovery" } as const;
const health = { ...common, tag: "Health" } as const;

export const PUBLIC_OPERATIONS: Operation[] = [
  {
    ...discovery,
    id: "describeServices",
    path: "/.well-known/terraform.json",
    summary: "Terraform's service discovery",
    description: "Where `terraform login` leads, with what a followed Terrakube offers beside.",
    parameters: [
      {
        name: "of",
        in: "query",
        description: "`registry`: for the registry's host, which the gateway's configuration adds.",
        schema: z.enum(["registry"]).optional(),
      },
    ],
    successes: {
      200: {
        description: "The services.",
        schema: "TerraformServices",
        example: describeServices(EXAMPLE_URL),
      },
    },
  },
  {
    ...discovery,
    id: "describeServer",
    path: "/.well-known/oauth-authorization-server",
    summary: "The authorization server's metadata",
    description: "RFC 8414.",
    successes: {
      200: { description: "The metadata.", schema: "ServerMetadata", example: describeServer(EXAMPLE_URL) },
    },
  },
  {
    ...discovery,
    id: "listKeys",
    path: "/.well-known/jwks.json",
    summary: "The keys of the JWTs for upstreams",
    description: "RFC 7517. Empty unless a key for ES256 is configured; HS256's is never published.",
    successes: { 200: { description: "The keys.", schema: "Keys", example: { keys: [] } } },
  },
  {
    ...discovery,
    id: "describeApi",
    path: "/openapi.json",
    summary: "This description",
    description: "OpenAPI 3.1; Postman imports it from this address. For reading: `/reference`.",
    successes: {
      200: {
        description: "The description.",
        schema: "OpenApi",
        example: { openapi: "3.1.0", info: { title: "Latchkey" } },
      },
    },
  },
  {
    ...health,
    id: "readHealth",
    path: "/healthz",
    summary: "Whether the process answers",
    description: "Nothing else is asked.",
    successes: { 200: { description: "It does.", schema: "Health", example: { status: "ok" } } },
  },
  {
    ...health,
    id: "readReadiness",
    path: "/readyz",
    summary: "Whether calls should be sent here",
    description: "Database, schema and keys; 503 from the first SIGTERM on.",
    successes: {
      200: { description: "They should.", schema: "Readiness", example: { status: "ready" } },
      503: { description: "They should not.", schema: "Readiness", example: { status: "not ready" } },
    },
  },
];
