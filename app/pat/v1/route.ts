import { methodNotAllowed } from "@/lib/http/respond";
import { answerGenerate, answerList } from "@/lib/http/token-routes";
import { ok } from "@/lib/result";

const readOwner = () => ok({ kind: "user" as const });

export function GET(request: Request): Promise<Response> {
  return answerList(request, readOwner);
}

export function POST(request: Request): Promise<Response> {
  return answerGenerate(request, readOwner);
}

const refuseMethod = methodNotAllowed("GET, HEAD, OPTIONS, POST");

export { refuseMethod as DELETE, refuseMethod as PATCH, refuseMethod as PUT };
