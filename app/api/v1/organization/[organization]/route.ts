import { answerDocument, readAttributes, respondJsonApi } from "@/lib/http/json-api";
import { empty, methodNotAllowed } from "@/lib/http/respond";
import { changeOrganization, readOrganizationView } from "@/lib/organizations/service";
import { readAttributesOf, toResource } from "@/lib/organizations/wire";

type Context = { params: Promise<{ organization: string }> };

export function GET(request: Request, { params }: Context): Promise<Response> {
  return respondJsonApi(request, async ({ runtime, actor, requestId, refuse }) => {
    const read = await readOrganizationView(runtime, actor, (await params).organization);
    return read.ok ? answerDocument(toResource(read.value), 200, requestId) : refuse(read.failure);
  });
}

/** 200 with the document, where Terrakube answers 204: two of its clients read the body. */
export function PATCH(request: Request, { params }: Context): Promise<Response> {
  return respondJsonApi(request, async ({ runtime, actor, requestId, refuse }) => {
    const id = (await params).organization;
    const attributes = await readAttributes(request, "organization", id);
    if (!attributes.ok) return refuse(attributes.failure);
    const changed = await changeOrganization(runtime, actor, id, readAttributesOf(attributes.value));
    return changed.ok ? answerDocument(toResource(changed.value), 200, requestId) : refuse(changed.failure);
  });
}

/** Disables: its tokens are refused, not revoked (design.md section 3). */
export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return respondJsonApi(request, async ({ runtime, actor, requestId, refuse }) => {
    const id = (await params).organization;
    const disabled = await changeOrganization(runtime, actor, id, { isDisabled: true });
    return disabled.ok ? empty(204, requestId) : refuse(disabled.failure);
  });
}

const refuseMethod = methodNotAllowed("DELETE, GET, HEAD, OPTIONS, PATCH");

export { refuseMethod as POST, refuseMethod as PUT };
