import { originOf } from "@/lib/http/bearer";
import { readFields, respondClient } from "@/lib/http/oauth";
import { empty, methodNotAllowed } from "@/lib/http/respond";
import { revokeForm } from "@/lib/introspection/schema";
import { revokeSecret } from "@/lib/introspection/service";

export const GET = methodNotAllowed("POST");

/** Ends the token of a secret; 200 whatever it was (RFC 7009 section 2.2). */
export function POST(request: Request): Promise<Response> {
  return respondClient(request, async ({ runtime, client, form, requestId, refuse }) => {
    const fields = readFields(form, revokeForm);
    if (!fields.ok) return refuse(fields.failure);
    const { ip } = originOf(request);
    await revokeSecret(runtime, fields.value.token, { reason: "revoked by a client", client, ip });
    return empty(200, requestId);
  });
}
