import { answerDocument, readAttributes, readNameFilter, respondJsonApi } from "@/lib/http/json-api";
import { methodNotAllowed } from "@/lib/http/respond";
import { createTeam, listTeams } from "@/lib/teams/service";
import { readAttributesOf, toResource } from "@/lib/teams/wire";

type Context = { params: Promise<{ organization: string }> };

export function GET(request: Request, { params }: Context): Promise<Response> {
  return respondJsonApi(request, async ({ runtime, actor, requestId, refuse }) => {
    const name = readNameFilter(request, "team");
    if (!name.ok) return refuse(name.failure);
    const listed = await listTeams(runtime, actor, (await params).organization, name.value);
    return listed.ok ? answerDocument(listed.value.map(toResource), 200, requestId) : refuse(listed.failure);
  });
}

export function POST(request: Request, { params }: Context): Promise<Response> {
  return respondJsonApi(request, async ({ runtime, actor, requestId, refuse }) => {
    const attributes = await readAttributes(request, "team");
    if (!attributes.ok) return refuse(attributes.failure);
    const { organization } = await params;
    const made = await createTeam(runtime, actor, organization, readAttributesOf(attributes.value));
    return made.ok ? answerDocument(toResource(made.value), 201, requestId) : refuse(made.failure);
  });
}

const refuseMethod = methodNotAllowed("GET, HEAD, OPTIONS, POST");

export { refuseMethod as DELETE, refuseMethod as PATCH, refuseMethod as PUT };
