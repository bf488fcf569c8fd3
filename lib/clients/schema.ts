import { z } from "zod";

export const clientId = z.uuid();

// Far above the rule's own bound, so that the rule's message is shown and not this one's.
export const clientInput = z.strictObject({ name: z.string().max(10_000) });
