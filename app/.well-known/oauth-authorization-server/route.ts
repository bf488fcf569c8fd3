import { readEnv } from "@/lib/env";
import { answerPublic } from "@/lib/http/public";
import { describeServer } from "@/lib/oauth/discovery";

export const dynamic = "force-dynamic";

/** RFC 8414. */
export function GET(): Response {
  return answerPublic(describeServer(readEnv().publicUrl));
}
