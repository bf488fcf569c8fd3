import { groupsOf } from "@/lib/authorization";
import { empty, json, methodNotAllowed, respond } from "@/lib/http/respond";
import { listPermissions } from "@/lib/organizations/service";
import { notFound } from "@/lib/result";
import { revokeSelf } from "@/lib/tokens/revocation";
import { readSelf } from "@/lib/tokens/service";
import { toWire } from "@/lib/tokens/wire";

/** The presented token; groups and permissions are those of this moment. */
export function GET(request: Request): Promise<Response> {
  return respond(request, async ({ runtime, actor, requestId, refuse }) => {
    if (actor.kind === "oidc") return refuse(notFound("token").failure);
    const self = await readSelf(runtime, actor);
    if (!self.ok) return refuse(self.failure);
    const owner =
      actor.kind === "user-token"
        ? { kind: "user", id: actor.userId, email: actor.email, name: actor.name }
        : { kind: "team", group: actor.group };
    const permissions = await listPermissions(runtime, actor);
    return json({ ...toWire(self.value), owner, groups: groupsOf(actor), permissions }, 200, requestId);
  });
}

export function DELETE(request: Request): Promise<Response> {
  return respond(request, async ({ runtime, actor, requestId, refuse }) => {
    if (actor.kind === "oidc") return refuse(notFound("token").failure);
    const revoked = await revokeSelf(runtime, actor);
    return revoked.ok ? empty(204, requestId) : refuse(revoked.failure);
  });
}

const refuseMethod = methodNotAllowed("DELETE, GET, HEAD, OPTIONS");

export { refuseMethod as PATCH, refuseMethod as POST, refuseMethod as PUT };
