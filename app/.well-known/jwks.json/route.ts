import { readEnv } from "@/lib/env";
import { answerPublic } from "@/lib/http/public";

export const dynamic = "force-dynamic";

/** The keys (RFC 7517) of the JWTs that the gateway hands to upstreams under UPSTREAM_JWT_ALG=ES256. */
export function GET(): Response {
  return answerPublic({ keys: readEnv().upstreamPairs.map(({ jwk }) => jwk) });
}
