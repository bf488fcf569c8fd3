import { z } from "zod";

// Far above the rule's own bound, so that the rule's message is shown and not this one's.
export const invitationInput = z.strictObject({ email: z.string().max(10_000) });
export const acceptanceInput = z.strictObject({
  name: z.string().max(10_000),
  password: z.string().max(10_000),
});
