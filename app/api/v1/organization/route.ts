import { answerDocument, readAttributes, readNameFilter, respondJsonApi } from "@/lib/http/json-api";
import { methodNotAllowed } from "@/lib/http/respond";
import { createOrganization, listOrganizations } from "@/lib/organizations/service";
import { readAttributesOf, toResource } from "@/lib/organizations/wire";

export function GET(request: Request): Promise<Response> {
  return respondJsonApi(request, async ({ runtime, actor, requestId, refuse }) => {
    const name = readNameFilter(request, "organization");
    if (!name.ok) return refuse(name.failure);
    const listed = await listOrganizations(runtime, actor, { name: name.value });
    return answerDocument(listed.map(toResource), 200, requestId);
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
