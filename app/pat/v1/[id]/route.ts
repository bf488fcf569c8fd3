import { readJsonObject } from "@/lib/http/body";
import { json, methodNotAllowed, respond } from "@/lib/http/respond";
import { describeToken, readToken, revokeToken } from "@/lib/tokens/service";
import { toWire } from "@/lib/tokens/wire";

type Context = { params: Promise<{ id: string }> };
const OWN = { kind: "user" } as const;

export function GET(request: Request, { params }: Context): Promise<Response> {
  return respond(request, async ({ runtime, actor, requestId, refuse }) => {
    const read = await readToken(runtime, actor, OWN, (await params).id);
    return read.ok ? json(toWire(read.value), 200, requestId) : refuse(read.failure);
  });
}

export function PATCH(request: Request, { params }: Context): Promise<Response> {
  return respond(request, async ({ runtime, actor, requestId, refuse }) => {
    const body = await readJsonObject(request);
    if (!body.ok) return refuse(body.failure);
    const described = await describeToken(runtime, actor, OWN, (await params).id, body.value.description);
    return described.ok ? json(toWire(described.value), 200, requestId) : refuse(described.failure);
  });
}

export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return respond(request, async ({ runtime, actor, requestId, refuse }) => {
    const revoked = await revokeToken(runtime, actor, OWN, (await params).id);
    if (!revoked.ok) return refuse(revoked.failure);
    return new Response(null, {
      status: 202,
      headers: { "cache-control": "no-store", "x-request-id": requestId },
    });
  });
}

const refuseMethod = methodNotAllowed("DELETE, GET, HEAD, OPTIONS, PATCH");

export { refuseMethod as POST, refuseMethod as PUT };
