import { z } from "zod";
import { cleanSearch } from "@/lib/text";
import { NETWORKS_MOST, NETWORKS_SHAPE, readNetworks } from "./networks";
import { checkDescription, LONGEST_MINUTES } from "./rules";
import { TOKEN_FILTERS, TOKEN_SORTS, type TokenListQuery } from "./token";

/** What the Generate dialog sends. Unknown fields are an error; `never` is explicit, never a zero. */
export const generateInput = z.strictObject({
  description: z.string().max(64_000),
  expiry: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("lifetime"), days: z.number(), hours: z.number(), minutes: z.number() }),
    z.strictObject({ kind: z.literal("until"), instant: z.iso.datetime({ offset: true }) }),
    z.strictObject({ kind: z.literal("never") }),
  ]),
  mayManageTokens: z.boolean(),
  mayManageTeams: z.boolean(),
  /** Judged by networks.ts alone, as the API's are. */
  allowedCidrs: z.unknown().optional(),
  idempotencyKey: z.uuid(),
});
export type GenerateInput = z.infer<typeof generateInput>;

export const tokenId = z.uuid();

/** A part of a lifetime on the wire: Terrakube's clients send numbers, digit strings or null. */
const lifetimePart = (title: string) => {
  const error = `${title} must be a whole number, 0 or more.`;
  return z
    .union(
      [
        z.int({ error }).min(0, { error, abort: true }),
        z.string().regex(/^\d{1,10}$/, { error, abort: true }),
      ],
      { error },
    )
    .refine((value) => Number(value) <= LONGEST_MINUTES, {
      error: `${title} is too large: a token lives at most 36500 days.`,
    })
    .nullish()
    .describe("A whole number, or one as a text; all three together are at most 36500 days.");
};

const flag = (name: string) => z.boolean({ error: `${name} must be true or false.` }).optional();

const sayWhatIsWrong = ({ input }: { input: unknown }) => {
  const read = readNetworks(input);
  return read.ok ? undefined : read.failure.message;
};

/** The body of a POST that generates a user token (terrakube-contract.md 1.1); unknown fields are ignored. */
export const generateBody = z.object({
  description: z
    .string({ error: "Description must be a text." })
    .superRefine((text, context) => {
      const checked = checkDescription(text, true);
      if ("issue" in checked) context.addIssue({ code: "custom", message: checked.issue.message });
    })
    .nullish()
    .describe("At most 120 characters after trimming; stored as sent. Control characters are refused."),
  days: lifetimePart("Days"),
  hours: lifetimePart("Hours"),
  minutes: lifetimePart("Minutes"),
  mayManageTokens: flag("mayManageTokens").describe("Granted in the browser only: true is refused here."),
  mayManageTeams: flag("mayManageTeams").describe("Granted in the browser only: true is refused here."),
  allowedCidrs: z
    .array(z.string({ error: NETWORKS_SHAPE }), { error: sayWhatIsWrong })
    .min(1, { error: sayWhatIsWrong })
    .max(NETWORKS_MOST, { error: sayWhatIsWrong })
    .nullish()
    .describe(
      "The networks (CIDR) from which alone the token works; absent: from anywhere, or as the parent.",
    ),
});

const WHOSE = "Say whose token it is: group is the team's name.";
/** The same for a team's token: the team exactly as sent, since groups are compared exactly. */
export const teamGenerateBody = generateBody.extend({
  group: z.string({ error: WHOSE }).min(1, { error: WHOSE }).describe("The team's name, exactly."),
});

/** The body of a PATCH: only the description can be changed. What else it may not be, checkDescription says. */
export const describeBody = z.object({ description: z.string({ error: "Description must be a text." }) });

/** ?status= of a list. */
export const listStatus = z.enum(["live", "all"], { error: "status must be all or live." });

/** Whose tokens a server action is about. */
export const ownerRef = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("user") }),
  z.strictObject({ kind: z.literal("team"), group: z.string().max(200) }),
]);

/** The list's state in the URL. What cannot be read falls back to the default: an address never breaks a page. */
export function parseListQuery(params: Record<string, string | string[] | undefined>): TokenListQuery {
  const one = (name: string) => (typeof params[name] === "string" ? params[name] : undefined);
  return {
    filter: z.enum(TOKEN_FILTERS).catch("live").parse(one("filter")),
    sort: z.enum(TOKEN_SORTS).catch("expiry").parse(one("sort")),
    search: cleanSearch(one("q") ?? ""),
    cursor: one("cursor") ?? null,
  };
}
