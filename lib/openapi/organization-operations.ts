import { z } from "zod";
import { listParameters } from "@/lib/http/list-query";
import { JSON_API } from "@/lib/http/problem";
import { PERMISSIONS } from "@/lib/teams/permissions";
import { EXAMPLE_ORGANIZATION_ID } from "./caller-operations";
import {
  BEARER_REFUSALS,
  idOf,
  type Operation,
  type Parameter,
  type RequestBody,
  TOO_LARGE_REFUSAL,
} from "./operation";

/** JSON:API organizations and teams (terrakube-contract.md 1.3). */

const EXAMPLE_TEAM_ID = "8c2b6f5e-1f0d-4f4c-b6a8-7e9d0c1b2a34";
const flags = Object.fromEntries(PERMISSIONS.map((name) => [name, false]));

type Kind = {
  name: "Organization" | "Team";
  base: string;
  /** Of the example. */
  resourceId: string;
  parents: Parameter[];
  attributes: object;
  relationships?: object;
  texts: { list: string; create: string; change: string; delete: string };
};

const listParametersOf = (type: string): Parameter[] => [
  {
    name: `filter[${type}]`,
    in: "query",
    description: "`name==X`, X as it is or in quotes; `filter=name==X` means the same. The one filter here.",
    schema: z.string().optional(),
    example: "name==platform",
  },
  {
    name: "sort",
    in: "query",
    description: "By name or id; a minus turns it round.",
    schema: listParameters.shape.sort,
  },
  {
    name: "page[number]",
    in: "query",
    description: "From 1.",
    schema: listParameters.shape["page[number]"],
    example: "1",
  },
  {
    name: "page[size]",
    in: "query",
    description: "1 to 10000; 500 where only a number is given; without either the whole list is one page.",
    schema: listParameters.shape["page[size]"],
    example: "100",
  },
  {
    name: "page[totals]",
    in: "query",
    description: "Whatever its value: `meta.page` says how many there are.",
    schema: listParameters.shape["page[totals]"],
  },
];

const NEEDS_OWNER =
  "Only an instance owner's token with “May manage teams” changes this, and nobody does where a Terrakube is followed.";

function operationsOf(kind: Kind): Operation[] {
  const { name, base, texts } = kind;
  const type = name.toLowerCase();
  const { resourceId: id, attributes, relationships } = kind;
  const resource = { type, id, attributes, ...(relationships && { relationships }) };
  const common = { tag: "Organizations", form: "json-api", security: "bearer" } as const;
  const all = { ...common, path: base, parameters: kind.parents };
  const one = { ...all, path: `${base}/{${type}}`, parameters: [...kind.parents, idOf(type, id)] };
  const document = { schema: name, mediaType: JSON_API, example: { data: resource } } as const;
  const body = (data: object): RequestBody => ({
    schema: `${name}Input`,
    mediaTypes: [JSON_API, "application/json"],
    example: { data: { type, ...data } },
  });
  const a = name === "Team" ? "a team" : "an organization";
  const notFound = `There is no such ${type}, or the caller does not see it.`;
  const parentMissing = name === "Team" && {
    404: "There is no such organization, or the caller does not see it.",
  };
  const unreadable = { ...TOO_LARGE_REFUSAL, 415: "The body is neither of the two media types." };
  return [
    {
      ...all,
      id: `list${name}s`,
      method: "get",
      summary: `List ${type}s`,
      description: `${texts.list} What JSON:API knows and this API does not (\`include\`, \`fields\`, other filters) is refused by name.`,
      parameters: [...kind.parents, ...listParametersOf(type)],
      successes: {
        200: {
          description: `The ${type}s.`,
          schema: `${name}List`,
          mediaType: JSON_API,
          example: { data: [resource] },
        },
      },
      refusals: { 400: "A parameter is wrong, or not offered here.", ...BEARER_REFUSALS, ...parentMissing },
    },
    {
      ...all,
      id: `create${name}`,
      method: "post",
      summary: `Create ${a}`,
      description: texts.create,
      body: body({ attributes }),
      successes: { 201: { description: `The ${type}.`, ...document } },
      refusals: {
        400: "The body is no document, or an attribute is wrong.",
        ...BEARER_REFUSALS,
        403: NEEDS_OWNER,
        ...parentMissing,
        409: "The name is taken.",
        ...unreadable,
      },
    },
    {
      ...one,
      id: `read${name}`,
      method: "get",
      summary: `Read ${a}`,
      description: "As it is stored.",
      successes: { 200: { description: `The ${type}.`, ...document } },
      refusals: { ...BEARER_REFUSALS, 404: notFound },
    },
    {
      ...one,
      id: `change${name}`,
      method: "patch",
      summary: `Change ${a}`,
      description: `Attributes that are not there stay as they are. ${texts.change}`,
      body: body({ id, attributes: { name: "platform-eu" } }),
      successes: { 200: { description: `The ${type} as it is now.`, ...document } },
      refusals: {
        400: "The body is no document, is about another id than the address, or an attribute is wrong.",
        ...BEARER_REFUSALS,
        403: NEEDS_OWNER,
        404: notFound,
        409: "The name is taken.",
        ...unreadable,
      },
    },
    {
      ...one,
      id: `delete${name}`,
      method: "delete",
      summary: name === "Team" ? "Delete a team" : "Disable an organization",
      description: texts.delete,
      successes: { 204: { description: "Done." } },
      refusals: { ...BEARER_REFUSALS, 403: NEEDS_OWNER, 404: notFound },
    },
  ];
}

const organization = idOf("organization", EXAMPLE_ORGANIZATION_ID);

export const ORGANIZATION_OPERATIONS: Operation[] = [
  ...operationsOf({
    name: "Organization",
    base: "/api/v1/organization",
    resourceId: EXAMPLE_ORGANIZATION_ID,
    parents: [],
    attributes: { name: "acme", description: null, executionMode: "remote", disabled: false, icon: null },
    texts: {
      list: "Those in which the caller has a team; an instance owner's person sees all. Disabled ones are left out.",
      create: "The name has 1 to 64 characters and is no other enabled organization's.",
      change: "`disabled` true does as DELETE does.",
      delete:
        "Its teams do not count any more: their tokens are refused, not revoked. Enabled again in the browser.",
    },
  }),
  ...operationsOf({
    name: "Team",
    base: "/api/v1/organization/{organization}/team",
    resourceId: EXAMPLE_TEAM_ID,
    parents: [organization],
    attributes: { name: "platform", role: "plan", ...flags },
    relationships: { organization: { data: { type: "organization", id: EXAMPLE_ORGANIZATION_ID } } },
    texts: {
      list: "The organization's teams that the caller sees.",
      create:
        "The name is the group, compared exactly. `role` is admin, write, plan, read or custom (null): with a preset role the ten flags are kept as stored, and mean nothing.",
      change:
        "A new name counts as a deletion and a creation: the tokens of the last team of the old name are revoked.",
      delete: "With the last team of its name, the tokens of that team are revoked for good.",
    },
  }),
];
