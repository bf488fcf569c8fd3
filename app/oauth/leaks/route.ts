import { originOf } from "@/lib/http/bearer";
import { readJson } from "@/lib/http/body";
import { empty, methodNotAllowed, respondPublic } from "@/lib/http/respond";
import { readLeaks } from "@/lib/introspection/schema";
import { reportLeaks } from "@/lib/introspection/service";

export const GET = methodNotAllowed("POST");

/**
 * A finder of leaked secrets hands them in, as to GitHub's partners; those of ours are revoked, and 202 says nothing of
 * which they were. Public: a genuine secret is all that `DELETE /tokens/v1/self` asks for too, and a finder without an
 * account here shall not have to find out whom to write to.
 */
export function POST(request: Request): Promise<Response> {
  return respondPublic(request, async ({ runtime, requestId, refuse }) => {
    const body = await readJson(request);
    const secrets = body.ok ? readLeaks(body.value) : body;
    if (!secrets.ok) return refuse(secrets.failure);
    await reportLeaks(runtime, secrets.value, originOf(request).ip);
    return empty(202, requestId);
  });
}
