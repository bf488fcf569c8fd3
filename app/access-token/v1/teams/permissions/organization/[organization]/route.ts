import { json, methodNotAllowed, respond } from "@/lib/http/respond";
import { readPermissions } from "@/lib/organizations/service";

type Context = { params: Promise<{ organization: string }> };

/** Terrakube's eleven booleans for one organization, as of now. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return respond(request, async ({ runtime, actor, requestId, refuse }) => {
    const permissions = await readPermissions(runtime, actor, (await params).organization);
    return permissions.ok ? json(permissions.value, 202, requestId) : refuse(permissions.failure);
  });
}

const refuseMethod = methodNotAllowed("GET, HEAD, OPTIONS");

export { refuseMethod as DELETE, refuseMethod as PATCH, refuseMethod as POST, refuseMethod as PUT };
