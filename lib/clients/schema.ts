import { z } from "zod";

export const clientId = z.uuid();

// Far above the rule's own bound, so that the rule's message is shown and not this one's.
export const clientInput = z.strictObject({ name: z.string().max(10_000) });

/** client_secret_post (RFC 6749 section 2.3.1). */
export const clientProof = z.object({
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
});
