import { readEnv } from "@/lib/env";

export const dynamic = "force-dynamic";

/**
 * Where terraform sends people who cannot log in through a browser here (terrakube-contract.md 7.2, 7). The whole
 * address: terraform asks the API's host, and the tokens page is at PUBLIC_URL.
 */
export function GET(): Response {
  const location = `${readEnv().publicUrl}/settings/tokens`;
  return new Response(null, { status: 307, headers: { location, "cache-control": "no-store" } });
}
