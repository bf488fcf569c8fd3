import { answerDocument, readAttributes, respondJsonApi } from "@/lib/http/json-api";
import { readListQuery, selectFrom } from "@/lib/http/list-query";
import { methodNotAllowed } from "@/lib/http/respond";
import { createOrganization, listOrganizations } from "@/lib/organizations/service";
import { readAttributesOf, toResource } from "@/lib/organizations/wire";

export function GET(request: Request): Promise<Response> {
  return respondJsonApi(request, async ({ runtime, actor, requestId, refuse }) => {
    const query = readListQuery(request, "organization");
    if (!query.ok) return refuse(query.failure);
    const listed = await listOrganizations(runtime, actor, { name: query.value.name });
    const { data, meta } = selectFrom(listed.map(toResource), query.value);
    return answerDocument(data, 200, requestId, meta);
  });
}

export function POST(request: Request): Promise<Response> {
  return respondJsonApi(request, async ({ runtime, actor, requestId, refuse }) => {
    const attributes = await readAttributes(request, "organization");
    if (!attributes.ok) return refuse(attributes.failure);
    const made = await createOrganization(runtime, actor, readAttributesOf(attributes.value));
    return made.ok ? answerDocument(toResource(made.value), 201, requestId) : refuse(made.failure);
  });
}

const refuseMethod = methodNotAllowed("GET, HEAD, OPTIONS, POST");

export { refuseMethod as DELETE, refuseMethod as PATCH, refuseMethod as PUT };
