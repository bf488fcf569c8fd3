import { groupsOf } from "@/lib/authorization";
import { json, methodNotAllowed, respond } from "@/lib/http/respond";

/** The groups that the bearer acts with, as of now. */
export function GET(request: Request): Promise<Response> {
  return respond(request, async ({ actor, requestId }) => json({ groups: groupsOf(actor) }, 202, requestId));
}

const refuseMethod = methodNotAllowed("GET, HEAD, OPTIONS");

export { refuseMethod as DELETE, refuseMethod as PATCH, refuseMethod as POST, refuseMethod as PUT };
