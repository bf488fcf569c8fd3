import { invalid, ok, type Result } from "@/lib/result";

export const BODY_MAX_BYTES = 64 * 1024;
const DEEPEST = 32;

/** A body that is too large: not a Failure kind of the domain, so it carries its own status. */
export const TOO_LARGE = { status: 413, message: "The body may have at most 64 kB." } as const;

/**
 * The JSON object in a request's body. At most 64 kB and 32 levels; strict UTF-8; application/json or any +json.
 * @throws BodyTooLarge
 */
export async function readJsonObject(request: Request): Promise<Result<Record<string, unknown>>> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (!/^application\/([a-z0-9.-]+\+)?json$/.test(type))
    return invalid({ field: "content-type", message: "Send the body as application/json." });
  const bytes = await readBytes(request);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return invalid({ field: "body", message: "The body is not valid UTF-8." });
  }
  if (depthOf(text) > DEEPEST)
    return invalid({ field: "body", message: `The body is nested deeper than ${DEEPEST} levels.` });
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return ok(value as Record<string, unknown>);
  } catch {}
  return invalid({ field: "body", message: "The body is not a JSON object." });
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
