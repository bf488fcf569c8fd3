import { z } from "zod";

export const passwordInput = z.strictObject({ password: z.string().max(10_000) });
