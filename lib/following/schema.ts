import { z } from "zod";
import { PERMISSIONS } from "@/lib/teams/permissions";

/** What a followed Terrakube answers (terrakube-contract.md 1.3): read strictly, kept as received. Pure. */

/** PostgreSQL refuses NUL, and half a letter would be stored as another one: such an answer is none. */
const text = z
  .string()
  .max(10_000)
  .refine((value) => !/\0|\p{Surrogate}/u.test(value));
const id = z.guid().transform((value) => value.toLowerCase());
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
const optional = text.nullish().transform((value) => value ?? null);

export const organizationResource = z
  .object({
    type: z.literal("organization"),
    id,
    attributes: z.object({
      name: text.min(1),
      description: optional,
      executionMode: z.enum(["remote", "local"]).catch("remote"),
      icon: optional,
      disabled: flag,
    }),
  })
  .transform(({ id, attributes: { disabled, ...attributes } }) => ({
    id,
    isDisabled: disabled,
    ...attributes,
  }));

/** The permissions are those of today's Terrakube; an older one leaves some out. */
export const teamResource = z
  .object({
    type: z.literal("team"),
    id,
    attributes: z.object({
      name: text.min(1),
      role: optional,
      ...(Object.fromEntries(PERMISSIONS.map((name) => [name, flag])) as Record<
        (typeof PERMISSIONS)[number],
        typeof flag
      >),
    }),
  })
  .transform(({ id, attributes }) => ({ id, ...attributes }));

/** `totalRecords`: how many there are in all, where the server says so (Elide, asked with page[totals]). */
export const listDocument = z.object({
  data: z.array(z.unknown()),
  meta: z
    .object({ page: z.object({ totalRecords: z.number().int().nonnegative() }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
export const oneDocument = z.object({ data: z.unknown() });
export const errorDocument = z.object({ errors: z.array(z.unknown()).min(1) });
