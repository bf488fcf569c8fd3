import { originOf } from "@/lib/http/bearer";
import { readFields, readProof, refuseClient, refuseCounted, respondForm } from "@/lib/http/oauth";
import { json, methodNotAllowed } from "@/lib/http/respond";
import { TERRAFORM_CLIENT } from "@/lib/oauth/login";
import { tokenForm } from "@/lib/oauth/schema";
import { redeemCode } from "@/lib/oauth/service";

export const GET = methodNotAllowed("POST");

/** A user token for the code that a browser brought to the terminal (RFC 6749 section 4.1.3, RFC 7636 section 4.5). */
export function POST(request: Request): Promise<Response> {
  return respondForm(request, async (call) => {
    const { runtime, form, requestId, refuse } = call;
    const asked = readFields(form, tokenForm.pick({ grant_type: true }));
    if (!asked.ok) return refuse(asked.failure);
    if (asked.value.grant_type !== "authorization_code")
      return refuse(
        { kind: "forbidden", message: "The one grant_type here is authorization_code." },
        { oauthError: "unsupported_grant_type" },
      );
    // Some libraries send a public client's id in a Basic header, with an empty password.
    const proof = readProof(request, form);
    if (!proof.ok) return refuse(proof.failure);
    if (proof.value.id !== TERRAFORM_CLIENT || proof.value.secret !== null)
      return refuseClient(call, proof.value);
    const fields = readFields(form, tokenForm);
    if (!fields.ok) return refuse(fields.failure);
    const { code, redirect_uri: redirectUri, code_verifier: verifier } = fields.value;
    const redemption = { code, redirectUri, verifier, clientId: TERRAFORM_CLIENT };
    const redeemed = await redeemCode(runtime, redemption, originOf(request));
    if (!redeemed.ok) return refuseCounted(call, { kind: "gone", message: redeemed.failure.message });
    const { secret, token } = redeemed.value;
    return json({ access_token: secret, token_type: "Bearer", ...lifeOf(token) }, 200, requestId);
  });
}

/** The lifetime in seconds (RFC 6749 section 5.1); a token that never expires has none. */
function lifeOf({ createdAt, expiresAt }: { createdAt: string; expiresAt: string | null }) {
  if (expiresAt === null) return {};
  return { expires_in: Math.floor((Date.parse(expiresAt) - Date.parse(createdAt)) / 1000) };
}
