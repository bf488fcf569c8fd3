import { z } from "zod";
import { PERMISSIONS } from "@/lib/teams/permissions";
import { BEARER_REFUSALS, idOf, type Operation } from "./operation";
import { EXAMPLE_TOKEN } from "./token-operations";

/** What a caller learns of the presented token, and of what it may do. */

export const EXAMPLE_ORGANIZATION_ID = "b7c1d4de-3c47-4f0a-9a55-2d7f6b1c8e90";

const flags = Object.fromEntries(PERMISSIONS.map((name) => [name, name.startsWith("plan")]));
const permissions = { ...flags, manageJob: true, managePermission: false };

const organization = idOf("organization", EXAMPLE_ORGANIZATION_ID);

const common = { method: "get", form: "problem", security: "bearer" } as const;
const readPermissions = {
  ...common,
  tag: "Team tokens",
  successes: { 202: { description: "The permissions.", schema: "Permissions", example: permissions } },
  refusals: {
    ...BEARER_REFUSALS,
    404: "There is no such organization, it is disabled, or the caller does not see it.",
  },
} as const;

const SELF_REFUSALS = {
  ...BEARER_REFUSALS,
  404: "The bearer is a JWT of the identity provider, no token of ours.",
};

export const CALLER_OPERATIONS: Operation[] = [
  {
    ...common,
    id: "readSelf",
    path: "/tokens/v1/self",
    tag: "This token",
    summary: "Read the presented token",
    description:
      "Whose it is, when it expires and was last used, and the groups and permissions that it has at this moment.",
    successes: {
      200: {
        description: "The token.",
        schema: "Self",
        example: {
          ...EXAMPLE_TOKEN,
          mayManageTokens: false,
          mayManageTeams: false,
          owner: {
            kind: "user",
            id: "3f0a7c1e-94a0-4d6e-8a8c-5f2f8f3f9b01",
            email: "ada@example.com",
            name: "Ada Lovelace",
          },
          groups: ["platform"],
          permissions: [{ id: EXAMPLE_ORGANIZATION_ID, name: "acme", ...permissions }],
        },
      },
    },
    refusals: SELF_REFUSALS,
  },
  {
    ...common,
    id: "deleteSelf",
    method: "delete",
    path: "/tokens/v1/self",
    tag: "This token",
    summary: "Delete the presented token",
    description:
      "Needs no permission: whoever holds a secret may end it. It is refused from the next call on, and the user tokens that it generated with it.",
    successes: { 204: { description: "It is dead." } },
    refusals: SELF_REFUSALS,
  },
  {
    ...common,
    id: "readCurrentTeams",
    path: "/access-token/v1/teams/current-teams",
    tag: "Team tokens",
    summary: "Read the caller's groups",
    description: "The groups that the bearer acts with, as of now; a team's token has exactly one.",
    successes: {
      202: { description: "The groups.", schema: "CurrentTeams", example: { groups: ["platform"] } },
    },
    refusals: BEARER_REFUSALS,
  },
  {
    ...readPermissions,
    id: "readOrganizationPermissions",
    path: "/access-token/v1/teams/permissions/organization/{organization}",
    summary: "Read the caller's permissions in an organization",
    description: "Terrakube's eleven booleans, as of now: what the caller's teams there come to.",
    parameters: [organization],
  },
  {
    ...readPermissions,
    id: "readWorkspacePermissions",
    path: "/access-token/v1/teams/permissions/organization/{organization}/workspace/{workspace}",
    summary: "Read the caller's permissions on a workspace",
    description:
      "Workspaces are Terrakube's: on each of them one may what one may in the organization. Where a Terrakube is followed, the gateway sends this call to it.",
    parameters: [
      organization,
      {
        name: "workspace",
        in: "path",
        description: "The workspace's id; not looked at here.",
        schema: z.string(),
        example: "1d5a1c0e-0d1e-4ecb-a6b2-6a3c5c0f7d11",
      },
    ],
  },
];
