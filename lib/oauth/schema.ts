import { z } from "zod";
import { generateInput } from "@/lib/tokens/schema";

/** What the consent page sends: the address that it was opened with, and the person's terms. */
export const allowInput = z.strictObject({
  address: z.string().max(16_384),
  description: generateInput.shape.description,
  expiry: generateInput.shape.expiry,
});

/** What terraform brings to the token endpoint (RFC 6749 section 4.1.3, RFC 7636 section 4.5). */
export const tokenForm = z.object({
  grant_type: z.string(),
  code: z.string(),
  redirect_uri: z.string(),
  code_verifier: z.string(),
});
