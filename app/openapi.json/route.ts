import { readEnv } from "@/lib/env";
import { answerPublic } from "@/lib/http/public";
import { describeApi } from "@/lib/openapi/document";

export const dynamic = "force-dynamic";

let document: object | undefined;

/** The API's description; the same for everybody until the process ends. */
export function GET(): Response {
  document ??= describeApi(readEnv().publicUrl);
  return answerPublic(document);
}
