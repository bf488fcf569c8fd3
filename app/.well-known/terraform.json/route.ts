import { readEnv } from "@/lib/env";
import { readFollowedServices } from "@/lib/following/service";
import { answerPublic } from "@/lib/http/public";
import { describeServices } from "@/lib/oauth/discovery";
import { getRuntime } from "@/lib/runtime";

export const dynamic = "force-dynamic";

/**
 * Terraform's service discovery, with what a followed Terrakube offers beside. It sends the token that it has stored,
 * however dead: nothing here looks at it. `?of=registry`: for the registry's host, which the gateway's configuration adds.
 */
export async function GET(request: Request): Promise<Response> {
  const host = new URL(request.url).searchParams.get("of") === "registry" ? "registry" : "api";
  return answerPublic(describeServices(readEnv().publicUrl, await readFollowedServices(getRuntime(), host)));
}
