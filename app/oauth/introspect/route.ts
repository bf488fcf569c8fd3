import { readEnv } from "@/lib/env";
import { readFields, respondClient } from "@/lib/http/oauth";
import { json, methodNotAllowed } from "@/lib/http/respond";
import { introspectForm } from "@/lib/introspection/schema";
import { introspect } from "@/lib/introspection/service";

export const GET = methodNotAllowed("POST");

/**
 * Whether a secret is accepted now, and for whom (RFC 7662). `client_ip` is ours: whence the bearer called, for tokens
 * that are bound to networks; without it those are inactive.
 */
export function POST(request: Request): Promise<Response> {
  return respondClient(request, async ({ runtime, form, requestId, refuse }) => {
    const fields = readFields(form, introspectForm);
    if (!fields.ok) return refuse(fields.failure);
    const { token, client_ip: clientIp = null } = fields.value;
    return json(await introspect(runtime, token, clientIp, readEnv().publicUrl), 200, requestId);
  });
}
