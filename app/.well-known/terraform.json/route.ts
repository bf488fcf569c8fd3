import { readEnv } from "@/lib/env";
import { answerPublic } from "@/lib/http/public";
import { describeServices } from "@/lib/oauth/discovery";

export const dynamic = "force-dynamic";

/** Terraform's service discovery. It sends the token that it has stored, however dead: nothing here looks at it. */
export function GET(): Response {
  return answerPublic(describeServices(readEnv().publicUrl));
}
