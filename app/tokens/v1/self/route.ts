import { json, methodNotAllowed, respond } from "@/lib/http/respond";
import { readSelf, revokeSelf } from "@/lib/tokens/service";
import { toWire } from "@/lib/tokens/wire";

export function GET(request: Request): Promise<Response> {
  return respond(request, async ({ runtime, actor, requestId, refuse }) => {
    const self = await readSelf(runtime, actor);
    if (!self.ok) return refuse(self.failure);
    const owner =
      actor.kind === "user-token"
        ? { kind: "user", id: actor.userId, email: actor.email, name: actor.name }
        : { kind: "team", group: actor.group };
    const groups = actor.kind === "user-token" ? actor.groups : [actor.group];
    return json({ ...toWire(self.value), owner, groups }, 200, requestId);
  });
}

export function DELETE(request: Request): Promise<Response> {
  return respond(request, async ({ runtime, actor, requestId, refuse }) => {
    const revoked = await revokeSelf(runtime, actor);
    if (!revoked.ok) return refuse(revoked.failure);
    return new Response(null, {
      status: 204,
      headers: { "cache-control": "no-store", "x-request-id": requestId },
    });
  });
}

const refuseMethod = methodNotAllowed("DELETE, GET, HEAD, OPTIONS");

export { refuseMethod as PATCH, refuseMethod as POST, refuseMethod as PUT };
