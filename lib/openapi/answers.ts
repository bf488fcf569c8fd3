import { z } from "zod";
import { PERMISSIONS } from "@/lib/teams/permissions";
import { TOKEN_STATUSES } from "@/lib/tokens/token";

/** What the routes answer when all went well. answers.test.ts parses real answers with these; strictly. */

const instant = z.iso.datetime();
const flag = z.boolean();
const flags = Object.fromEntries(PERMISSIONS.map((name) => [name, flag])) as Record<
  (typeof PERMISSIONS)[number],
  typeof flag
>;

export const token = z.strictObject({
  id: z.uuid().describe("Also the secret's `jti`."),
  days: z.int().describe("The lifetime exactly as asked."),
  hours: z.int(),
  minutes: z.int(),
  deleted: z.boolean().describe("Revoked, in Terrakube's word."),
  description: z.string().describe("As it was sent; empty is shown as “Untitled”."),
  createdDate: instant,
  createdBy: z.string().nullable().describe("The creator's e-mail; null when the account is gone."),
  updatedDate: instant,
  updatedBy: z.string().nullable(),
  status: z.enum(TOKEN_STATUSES),
  hint: z.string().describe("The secret's last four characters."),
  expiresAt: instant.nullable().describe("null: never."),
  lastUsedAt: instant.nullable().describe("null: never used."),
  lastUsedFrom: z.string().nullable(),
  lastUsedBy: z.string().nullable().describe("The caller's User-Agent."),
  useCount: z.int(),
  mayManageTokens: z.boolean().optional().describe("A user's token only."),
  mayManageTeams: z.boolean().optional().describe("A user's token only."),
  group: z.string().optional().describe("A team's token only: the team's name."),
  allowedCidrs: z.array(z.string()).nullable().describe("The networks from which alone it works; null: any."),
  mintedBy: z.uuid().nullable().describe("The token that generated this one; null: a person did."),
});
/** lib/tokens/wire.ts makes it. */
export type TokenAnswer = z.infer<typeof token>;

export const tokenList = z.array(token);

export const generatedToken = token.extend({
  token: z.string().describe("The secret, in this one answer only."),
});

export const permissions = z.strictObject({ ...flags, managePermission: z.boolean() });

export const self = token.extend({
  owner: z.union([
    z.strictObject({ kind: z.literal("user"), id: z.uuid(), email: z.string(), name: z.string() }),
    z.strictObject({ kind: z.literal("team"), group: z.string() }),
  ]),
  groups: z.array(z.string()).describe("As of now."),
  permissions: z
    .array(permissions.extend({ id: z.guid(), name: z.string() }))
    .describe("For each enabled organization that the token sees, as of now."),
});

export const currentTeams = z.strictObject({ groups: z.array(z.string()) });

const organization = z.strictObject({
  type: z.literal("organization"),
  id: z.guid(),
  attributes: z.strictObject({
    name: z.string(),
    description: z.string().nullable(),
    executionMode: z.enum(["remote", "local"]),
    disabled: z
      .boolean()
      .describe("Its teams do not count meanwhile: their tokens are refused, not revoked."),
    icon: z.string().nullable().describe("A name and a colour, like `FaBuilding:#000000`."),
  }),
});

const team = z.strictObject({
  type: z.literal("team"),
  id: z.guid(),
  attributes: z.strictObject({ name: z.string(), role: z.string().nullable(), ...flags }),
  relationships: z.strictObject({
    organization: z.strictObject({
      data: z.strictObject({ type: z.literal("organization"), id: z.guid() }),
    }),
  }),
});

const meta = z
  .strictObject({
    page: z.strictObject({
      number: z.int(),
      limit: z.int(),
      totalRecords: z.int(),
      totalPages: z.int(),
    }),
  })
  .optional()
  .describe("With `page[totals]` only.");

export const organizationDocument = z.strictObject({ data: organization });
export const organizationList = z.strictObject({ data: z.array(organization), meta });
export const teamDocument = z.strictObject({ data: team });
export const teamList = z.strictObject({ data: z.array(team), meta });
