import type { z } from "zod";
import { clientProof } from "@/lib/clients/schema";
import { authenticateClient, type Client } from "@/lib/clients/service";
import { type Failure, type Issue, invalid, issuesOf, ok, type Result } from "@/lib/result";
import { originOf } from "./bearer";
import { readForm } from "./body";
import { countFailure } from "./failures";
import type { ProblemInit } from "./problem";
import { type PublicCall, respondPublic } from "./respond";

/** What the endpoints of OAuth share: forms in, RFC 6749's errors out, clients that prove who they are. */

export type Form = Map<string, string>;
export type FormCall = PublicCall & { form: Form };

/** RFC 6749 section 5.2 has 400 for what is no failed authentication; ours has finer ones. */
const AS_400: ReadonlySet<Failure["kind"]> = new Set([
  "forbidden",
  "not_found",
  "conflict",
  "gone",
  "mismatch",
]);

/** Runs `handle` with the form in the request's body. What stands in the address instead is refused unread: addresses are logged. */
export function respondForm(
  request: Request,
  handle: (call: FormCall) => Promise<Response>,
): Promise<Response> {
  return respondPublic(
    request,
    async (call) => {
      const refuse = (failure: Failure, more: Partial<ProblemInit> = {}) =>
        call.refuse(failure, { ...(AS_400.has(failure.kind) && { status: 400 }), ...more });
      if (new URL(request.url).search !== "")
        return refuse(invalid({ field: "query", message: "Send the parameters in the body." }).failure);
      const form = await readForm(request);
      return form.ok ? handle({ ...call, refuse, form: form.value }) : refuse(form.failure);
    },
    { form: "oauth" },
  );
}

/** As respondForm, for registered clients only (RFC 7662 section 2.1, RFC 7009 section 2.1). */
export function respondClient(
  request: Request,
  handle: (call: FormCall & { client: Client }) => Promise<Response>,
): Promise<Response> {
  return respondForm(request, async (call) => {
    const proof = readProof(request, call.form);
    if (!proof.ok) return call.refuse(proof.failure);
    const { id, secret } = proof.value;
    const client = id === null || secret === null ? null : await authenticateClient(call.runtime, id, secret);
    if (client) return handle({ ...call, client });
    return refuseClient(call, proof.value);
  });
}

/** What a client says of itself; null = it does not. */
export type Proof = { id: string | null; secret: string | null };

/**
 * The client's id and secret by client_secret_basic or client_secret_post, never by both (RFC 6749 section 2.3).
 * A header that cannot be read is a proof of nothing.
 */
export function readProof(request: Request, form: Form): Result<Proof> {
  const header = request.headers.get("authorization");
  const { client_id = null, client_secret = null } = clientProof.parse(Object.fromEntries(form));
  const posted = { id: client_id, secret: client_secret };
  if (header === null) return ok(posted);
  if (posted.secret !== null)
    return invalid({ field: "client_secret", message: "Authenticate the client in one way, not in two." });
  const basic = readBasic(header);
  if (basic.id !== null && posted.id !== null && basic.id !== posted.id)
    return invalid({ field: "client_id", message: "The header and the body name two clients." });
  return ok(basic);
}

/** Both are form-encoded before they are joined (RFC 6749 section 2.3.1). */
function readBasic(header: string): Proof {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1];
  const text = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString("utf8");
  const cut = text.indexOf(":");
  if (cut < 0) return { id: null, secret: null };
  try {
    const [id, secret] = [text.slice(0, cut), text.slice(cut + 1)].map((part) =>
      decodeURIComponent(part.replaceAll("+", " ")),
    );
    return { id: id || null, secret: secret || null };
  } catch {
    return { id: null, secret: null };
  }
}

/** 401, or 429 for a network that fails too often; a genuine client never comes here. */
export function refuseClient(call: FormCall, proof: Proof): Response {
  const isTrying = call.request.headers.has("authorization") || proof.secret !== null;
  const message =
    "A registered client must prove who it is, by client_secret_basic or client_secret_post. None did.";
  const failure: Failure = { kind: "unauthenticated", message };
  const more = { challenge: 'Basic realm="latchkey", charset="UTF-8"' };
  return isTrying ? refuseCounted(call, failure, more) : call.refuse(failure, more);
}

/** Refuses a guess: past so many of them from one network with 429. What is genuine never comes here. */
export function refuseCounted(
  { request, runtime, refuse }: FormCall,
  failure: Failure,
  more: Partial<ProblemInit> = {},
): Response {
  const retryAfterSeconds = countFailure(originOf(request).ip, runtime.now().getTime());
  if (retryAfterSeconds === 0) return refuse(failure, more);
  const message = "Too many refused calls from this network. What is genuine is not affected.";
  return refuse({ kind: "limited", message, retryAfterSeconds });
}

/** The parameters that `fields` asks for (RFC 6749 section 5.2); others are ignored (section 3.2). */
export function readFields<Shape extends z.ZodRawShape>(
  form: Form,
  fields: z.ZodObject<Shape>,
): Result<z.output<z.ZodObject<Shape>>> {
  const parsed = fields.safeParse(Object.fromEntries(form));
  if (parsed.success) return ok(parsed.data);
  const missing = ({ field }: Issue) => ({ field, message: `The parameter ${field} is missing.` });
  const [first, ...others] = issuesOf(parsed.error);
  return invalid(missing(first), ...others.map(missing));
}
