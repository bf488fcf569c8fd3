import { z } from "zod";
import { generateInput } from "@/lib/tokens/schema";

/** What the consent page sends: the address that it was opened with, and the person's terms. */
export const allowInput = z.strictObject({
  address: z.string().max(16_384),
  description: generateInput.shape.description,
  expiry: generateInput.shape.expiry,
});
