import { answerDocument, readAttributes, respondJsonApi } from "@/lib/http/json-api";
import { empty, methodNotAllowed } from "@/lib/http/respond";
import { changeTeam, deleteTeam, readTeamDetails } from "@/lib/teams/service";
import { readAttributesOf, toResource } from "@/lib/teams/wire";

type Context = { params: Promise<{ organization: string; team: string }> };

export function GET(request: Request, { params }: Context): Promise<Response> {
  return respondJsonApi(request, async ({ runtime, actor, requestId, refuse }) => {
    const { organization, team } = await params;
    const read = await readTeamDetails(runtime, actor, organization, team);
    return read.ok ? answerDocument(toResource(read.value), 200, requestId) : refuse(read.failure);
  });
}

/** 200 with the document, where Terrakube answers 204. A new name counts as a deletion and a creation. */
export function PATCH(request: Request, { params }: Context): Promise<Response> {
  return respondJsonApi(request, async ({ runtime, actor, requestId, refuse }) => {
    const { organization, team } = await params;
    const attributes = await readAttributes(request, "team", team);
    if (!attributes.ok) return refuse(attributes.failure);
    const changed = await changeTeam(runtime, actor, organization, team, readAttributesOf(attributes.value));
    return changed.ok ? answerDocument(toResource(changed.value), 200, requestId) : refuse(changed.failure);
  });
}

export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return respondJsonApi(request, async ({ runtime, actor, requestId, refuse }) => {
    const { organization, team } = await params;
    const deleted = await deleteTeam(runtime, actor, organization, team);
    return deleted.ok ? empty(204, requestId) : refuse(deleted.failure);
  });
}

const refuseMethod = methodNotAllowed("DELETE, GET, HEAD, OPTIONS, PATCH");

export { refuseMethod as POST, refuseMethod as PUT };
