import { z } from "zod";
import type { ProblemForm } from "@/lib/http/problem";
import type { AnswerName, BodyName } from "./components";

/** One method of one path, in our words; document.ts turns it into OpenAPI's. Pure. */

export type Method = "get" | "post" | "patch" | "delete";

export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  description: string;
  schema: z.ZodType;
  example?: string;
};

export type RequestBody = {
  schema: BodyName;
  /** The first is what examples are sent as. */
  mediaTypes: [string, ...string[]];
  example: Record<string, unknown> | unknown[];
};

/** What is answered when all went well; without a schema there is no body. */
export type Success = {
  description: string;
  schema?: AnswerName;
  mediaType?: string;
  example?: unknown;
};

/** Statuses of refusals, each with when it is answered. */
export type Refusals = Partial<Record<RefusalStatus, string>>;
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

export type Operation = {
  id: string;
  method: Method;
  path: string;
  tag: TagName;
  summary: string;
  description: string;
  /** A bearer's secret, a registered client's id and secret by HTTP Basic, or nothing. */
  security: "bearer" | "client" | "none";
  parameters?: Parameter[];
  body?: RequestBody;
  successes: Record<number, Success>;
  refusals: Refusals;
  /** How refusals are written. */
  form: Exclude<ProblemForm, "plain">;
  /** Refusals are text for callers that send no Accept header. */
  hasPlainRefusals?: boolean;
};

export const TAGS = {
  "This token": "The token that is presented, of either kind.",
  "User tokens": "Tokens that act as a person. Terrakube's contract for personal access tokens, extended.",
  "Team tokens": "Tokens that act as a team and are tied to no person. Terrakube's contract, extended.",
  Organizations: "JSON:API organizations and teams, as Terrakube's provider, CLI and MCP server use them.",
  OAuth: "`terraform login`, and what registered clients and finders of leaked secrets ask.",
  Discovery: "Public documents: what this server offers, and with which keys it signs.",
  Health: "For load balancers and orchestrators.",
} as const;
export type TagName = keyof typeof TAGS;

/** The id of an organization or a team, in the path. */
export const idOf = (name: string, example: string): Parameter => ({
  name,
  in: "path",
  description: `The ${name}'s id.`,
  schema: z.string(),
  example,
});

/** What every bearer meets. */
export const BEARER_REFUSALS = {
  401: "No secret, or one that is not accepted now. Who presents a genuine one is told in `token` why; anybody else gets the same words for unknown, malformed and forged.",
  429: "Too many refused calls from this network. Calls with a valid token are not affected.",
  500: "A bug here; quote the request id.",
  503: "The database, or the identity provider's keys, cannot be reached; nothing was done.",
} as const satisfies Refusals;

/** What everybody meets where a database is asked. */
export const PUBLIC_REFUSALS = {
  500: BEARER_REFUSALS[500],
  503: "The database cannot be reached; nothing was done.",
} as const satisfies Refusals;

/** What a body meets. */
export const TOO_LARGE_REFUSAL = { 413: "The body has more than 64 kB." } as const satisfies Refusals;

/** What many operations answer in the same words: readers are told once. */
export const COMMON_REFUSALS: Refusals = { ...BEARER_REFUSALS, ...TOO_LARGE_REFUSAL };
