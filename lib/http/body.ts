import { invalid, ok, type Result } from "@/lib/result";

export const BODY_MAX_BYTES = 64 * 1024;
const DEEPEST = 32;

/** A body that is too large: not a Failure kind of the domain, so it carries its own status. */
export const TOO_LARGE = { status: 413, message: "The body may have at most 64 kB." } as const;

/** On JSON:API's paths a body of another type is 415, as on Terrakube's (terrakube-contract.md 1.3). */
export class UnsupportedMediaType extends Error {}

export const UNSUPPORTED = { status: 415, message: "Send the body as application/vnd.api+json." } as const;

/** application/json or any +json. */
export function isJson(request: Request): boolean {
  return /^application\/([a-z0-9.-]+\+)?json$/.test(mediaTypeOf(request));
}

/** As readJson, for bodies that are an object. */
export async function readJsonObject(request: Request): Promise<Result<Record<string, unknown>>> {
  const body = await readJson(request);
  if (!body.ok) return body;
  const { value } = body;
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return ok(value as Record<string, unknown>);
  return invalid({ field: "body", message: "The body is not a JSON object." });
}

/**
 * The JSON in a request's body. At most 64 kB and 32 levels; strict UTF-8; application/json or any +json.
 * @throws BodyTooLarge
 */
export async function readJson(request: Request): Promise<Result<unknown>> {
  if (!isJson(request))
    return invalid({ field: "content-type", message: "Send the body as application/json." });
  const text = await readText(request);
  if (!text.ok) return text;
  if (depthOf(text.value) > DEEPEST)
    return invalid({ field: "body", message: `The body is nested deeper than ${DEEPEST} levels.` });
  try {
    return ok(JSON.parse(text.value));
  } catch {
    return invalid({ field: "body", message: "The body is not JSON." });
  }
}

/**
 * The fields of a form (application/x-www-form-urlencoded), each at most once; empty ones are as if they were not
 * sent (RFC 6749 section 3.2).
 * @throws BodyTooLarge
 */
export async function readForm(request: Request): Promise<Result<Map<string, string>>> {
  if (mediaTypeOf(request) !== "application/x-www-form-urlencoded")
    return invalid({
      field: "content-type",
      message: "Send the body as application/x-www-form-urlencoded.",
    });
  const text = await readText(request);
  if (!text.ok) return text;
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text.value)) {
    if (fields.has(name)) return invalid({ field: "body", message: "A parameter is there more than once." });
    fields.set(name, value);
  }
  return ok(new Map([...fields].filter(([, value]) => value !== "")));
}

function mediaTypeOf(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

async function readText(request: Request): Promise<Result<string>> {
  const bytes = await readBytes(request);
  try {
    return ok(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return invalid({ field: "body", message: "The body is not valid UTF-8." });
  }
}

export class BodyTooLarge extends Error {}

async function readBytes(request: Request): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size > BODY_MAX_BYTES) throw new BodyTooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Brackets outside strings, counted before JSON.parse recurses into them. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (inString) {
      if (c === "\\") i += 1;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === "{" || c === "[") {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (c === "}" || c === "]") depth -= 1;
  }
  return deepest;
}
