import { methodNotAllowed } from "@/lib/http/respond";
import { answerGenerate, answerList } from "@/lib/http/token-routes";
import { readGroup, readGroupQuery } from "@/lib/tokens/wire";

/** The tokens of the caller's own teams; of any one team that the caller sees with ?group=. */
export function GET(request: Request): Promise<Response> {
  return answerList(request, readGroupQuery);
}

export function POST(request: Request): Promise<Response> {
  return answerGenerate(request, readGroup);
}

const refuseMethod = methodNotAllowed("GET, HEAD, OPTIONS, POST");

export { refuseMethod as DELETE, refuseMethod as PATCH, refuseMethod as PUT };
