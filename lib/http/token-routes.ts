import { invalid, issuesOf, type Result } from "@/lib/result";
import { issueToken } from "@/lib/tokens/generation";
import { listStatus, tokenId } from "@/lib/tokens/schema";
import { describeToken, listAllTokens, readToken, revokeToken } from "@/lib/tokens/service";
import type { OwnerRef, ScopeRef } from "@/lib/tokens/token";
import { readWireWish, toWire } from "@/lib/tokens/wire";
import { readJsonObject } from "./body";
import { empty, json, respond } from "./respond";

/** What Terrakube's endpoints for user tokens and for team tokens share: they differ in whose tokens are meant. */

/** The live tokens, or every one with ?status=all; 202 as Terrakube answers. */
export function answerList(
  request: Request,
  readScope: (query: URLSearchParams) => Result<ScopeRef>,
): Promise<Response> {
  return respond(request, async ({ runtime, actor, requestId, refuse }) => {
    const query = new URL(request.url).searchParams;
    const status = listStatus.safeParse(query.get("status") ?? "live");
    if (!status.success) {
      const [{ message }] = issuesOf(status.error);
      return refuse(invalid({ field: "status", message }).failure);
    }
    const scope = readScope(query);
    if (!scope.ok) return refuse(scope.failure);
    const listed = await listAllTokens(runtime, actor, scope.value, status.data === "all");
    return listed.ok ? json(listed.value.map(toWire), 202, requestId) : refuse(listed.failure);
  });
}

/** Generates; 201 with the secret, once. Failures are text for a caller that sends no Accept header. */
export function answerGenerate(
  request: Request,
  readOwner: (body: Record<string, unknown>) => Result<OwnerRef>,
): Promise<Response> {
  return respond(
    request,
    async ({ runtime, actor, requestId, refuse }) => {
      const key = request.headers.get("idempotency-key");
      if (key !== null && !tokenId.safeParse(key).success)
        return refuse(
          invalid({ field: "Idempotency-Key", message: "Idempotency-Key must be a UUID." }).failure,
        );
      const body = await readJsonObject(request);
      const owner = body.ok ? readOwner(body.value) : body;
      if (!owner.ok) return refuse(owner.failure);
      const wish = body.ok ? readWireWish(body.value, key) : body;
      if (!wish.ok) return refuse(wish.failure);
      const issued = await issueToken(runtime, actor, owner.value, wish.value);
      if (!issued.ok) return refuse(issued.failure);
      const { secret, token } = issued.value;
      return json({ ...toWire(token), token: secret }, 201, requestId);
    },
    { plainErrors: true },
  );
}

type ById = (request: Request, context: { params: Promise<{ id: string }> }) => Promise<Response>;

/** The verbs on one token by its id; one that is not of `scope` is not there. */
export function routesById(scope: ScopeRef): Record<"GET" | "PATCH" | "DELETE", ById> {
  return {
    GET: (request, { params }) =>
      respond(request, async ({ runtime, actor, requestId, refuse }) => {
        const read = await readToken(runtime, actor, scope, (await params).id);
        return read.ok ? json(toWire(read.value), 200, requestId) : refuse(read.failure);
      }),
    PATCH: (request, { params }) =>
      respond(request, async ({ runtime, actor, requestId, refuse }) => {
        const body = await readJsonObject(request);
        if (!body.ok) return refuse(body.failure);
        const { id } = await params;
        const described = await describeToken(runtime, actor, scope, id, body.value.description);
        return described.ok ? json(toWire(described.value), 200, requestId) : refuse(described.failure);
      }),
    DELETE: (request, { params }) =>
      respond(request, async ({ runtime, actor, requestId, refuse }) => {
        const revoked = await revokeToken(runtime, actor, scope, (await params).id);
        return revoked.ok ? empty(202, requestId) : refuse(revoked.failure);
      }),
  };
}
