import { invalid, ok, type Result } from "@/lib/result";
import { findUnprintable } from "@/lib/text";
import { isJson, readJsonObject, UnsupportedMediaType } from "./body";
import { JSON_API } from "./problem";
import { type Call, respond } from "./respond";

/** JSON:API as far as Terrakube's clients use it (terrakube-contract.md 1.3, 1.4). */

export type Resource = { type: string; id: string; attributes: object; relationships?: object };

/** The net of respond.ts, with failures as JSON:API writes them. */
export function respondJsonApi(
  request: Request,
  handle: (call: Call) => Promise<Response>,
): Promise<Response> {
  return respond(request, handle, { form: "json-api" });
}

/** A document with one resource or a list of them. */
export function answerDocument(
  data: Resource | Resource[],
  status: number,
  requestId: string,
  meta?: object,
): Response {
  const headers = { "cache-control": "no-store", "content-type": JSON_API, "x-request-id": requestId };
  return new Response(JSON.stringify({ data, ...(meta && { meta }) }), { status, headers });
}

const object = (value: unknown): Record<string, unknown> | null =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;

/**
 * The attributes in a request's document; which of them mean something is the resource's to decide.
 * @param id the resource in the path: a document about another one is refused. Without it, one is being created and
 * an id of the client's is ignored.
 * @throws UnsupportedMediaType as Terrakube answers to another content type
 */
export async function readAttributes(
  request: Request,
  type: string,
  id?: string,
): Promise<Result<Record<string, unknown>>> {
  if (!isJson(request)) throw new UnsupportedMediaType();
  const body = await readJsonObject(request);
  if (!body.ok) return body;
  const data = object(body.value.data);
  if (!data) return invalid({ field: "data", message: "The body is no document: data is missing." });
  if (data.type !== undefined && data.type !== type)
    return invalid({ field: "type", message: `The document is about something else than a ${type}.` });
  if (id !== undefined && data.id != null && String(data.id).toLowerCase() !== id.toLowerCase())
    return invalid({ field: "id", message: "The document is about another id than the address." });
  const attributes = object(data.attributes ?? {});
  return attributes ? ok(attributes) : invalid({ field: "attributes", message: "attributes is no object." });
}

const NAME_IS = /^name==(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^"'].*))$/s;

/**
 * The name that a list is narrowed to: `filter=name==X` or `filter[type]=name==X`, X as it is or in quotes. Another
 * filter is refused: without it the list would hold what was not asked for. @returns undefined without a filter
 */
export function readNameFilter(request: Request, type: string): Result<string | undefined> {
  const filters = [...new URL(request.url).searchParams].filter(([key]) => /^filter(\[|$)/.test(key));
  const [first, ...others] = filters;
  if (!first) return ok(undefined);
  const [key, filter] = first;
  const [, double, single, bare] = NAME_IS.exec(filter) ?? [];
  const name = bare ?? (double ?? single)?.replace(/\\(.)/gs, "$1");
  const isKnown = key === "filter" || key === `filter[${type}]`;
  if (others.length > 0 || !isKnown || name === undefined || findUnprintable(name, true) !== null)
    return invalid({ field: "filter", message: `The one filter here is filter[${type}]=name==X.` });
  return ok(name);
}
