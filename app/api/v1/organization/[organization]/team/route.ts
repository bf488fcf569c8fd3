import { answerDocument, readAttributes, respondJsonApi } from "@/lib/http/json-api";
import { readListQuery, selectFrom } from "@/lib/http/list-query";
import { methodNotAllowed } from "@/lib/http/respond";
import { createTeam, listTeams } from "@/lib/teams/service";
import { readAttributesOf, toResource } from "@/lib/teams/wire";

type Context = { params: Promise<{ organization: string }> };

export function GET(request: Request, { params }: Context): Promise<Response> {
  return respondJsonApi(request, async ({ runtime, actor, requestId, refuse }) => {
    const query = readListQuery(request, "team");
    if (!query.ok) return refuse(query.failure);
    const listed = await listTeams(runtime, actor, (await params).organization, query.value.name);
    if (!listed.ok) return refuse(listed.failure);
    const { data, meta } = selectFrom(listed.value.map(toResource), query.value);
    return answerDocument(data, 200, requestId, meta);
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
