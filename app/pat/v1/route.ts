import { readJsonObject } from "@/lib/http/body";
import { json, methodNotAllowed, respond } from "@/lib/http/respond";
import { invalid } from "@/lib/result";
import { issueToken } from "@/lib/tokens/generation";
import { tokenId } from "@/lib/tokens/schema";
import { listAllTokens } from "@/lib/tokens/service";
import { readWireWish, toWire } from "@/lib/tokens/wire";

export function GET(request: Request): Promise<Response> {
  return respond(request, async ({ runtime, actor, requestId, refuse }) => {
    const status = new URL(request.url).searchParams.get("status");
    if (status !== null && status !== "all" && status !== "live")
      return refuse(invalid({ field: "status", message: "status must be all or live." }).failure);
    const listed = await listAllTokens(runtime, actor, { kind: "user" }, status === "all");
    return listed.ok ? json(listed.value.map(toWire), 202, requestId) : refuse(listed.failure);
  });
}

export function POST(request: Request): Promise<Response> {
  return respond(
    request,
    async ({ runtime, actor, requestId, refuse }) => {
      const key = request.headers.get("idempotency-key");
      if (key !== null && !tokenId.safeParse(key).success)
        return refuse(
          invalid({ field: "Idempotency-Key", message: "Idempotency-Key must be a UUID." }).failure,
        );
      const body = await readJsonObject(request);
      const wish = body.ok ? readWireWish(body.value, key) : body;
      if (!wish.ok) return refuse(wish.failure);
      const issued = await issueToken(runtime, actor, { kind: "user" }, wish.value);
      if (!issued.ok) return refuse(issued.failure);
      const { secret, token } = issued.value;
      return json({ ...toWire(token), token: secret }, 201, requestId);
    },
    { plainErrors: true },
  );
}

const refuseMethod = methodNotAllowed("GET, HEAD, OPTIONS, POST");

export { refuseMethod as DELETE, refuseMethod as PATCH, refuseMethod as PUT };
