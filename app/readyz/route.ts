import { isReady } from "@/lib/health";

export const dynamic = "force-dynamic";

/** Database, schema and keys; 503 from the first SIGTERM on. */
export async function GET(): Promise<Response> {
  const ready = await isReady();
  return Response.json(
    { status: ready ? "ready" : "not ready" },
    { status: ready ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
