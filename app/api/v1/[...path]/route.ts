import { respondJsonApi } from "@/lib/http/json-api";
import { notFound } from "@/lib/result";

/** Terrakube has more under /api/v1; its clients understand JSON:API, no page of ours. */
function refuse(request: Request): Promise<Response> {
  return respondJsonApi(request, async ({ refuse }) => refuse(notFound("resource").failure));
}

export { refuse as DELETE, refuse as GET, refuse as PATCH, refuse as POST, refuse as PUT };
