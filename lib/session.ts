import { headers } from "next/headers";
import { notFound, redirect, unstable_rethrow } from "next/navigation";
import { cache } from "react";
import type { Origin, SessionActor } from "./actor";
import { CLIENT_HEADER, readSessionId } from "./auth";
import { readEnv } from "./env";
import { log } from "./log";
import { codeOf, isOutage } from "./outage";
import { fail, forbidden, type Result, UNAVAILABLE } from "./result";
import { getRuntime } from "./runtime";
import { isOwnOrigin } from "./sessions/policy";
import { findActor } from "./sessions/service";

/** Set by proxy.ts: the path and query of the page that is asked for, which Next tells no page. */
export const PATH_HEADER = "x-latchkey-path";

/** From where this request comes, as far as console/server.ts could tell. */
export async function readOrigin(): Promise<Origin> {
  const incoming = await headers();
  return { ip: incoming.get(CLIENT_HEADER), agent: incoming.get("user-agent") };
}

/** The query of the page that is asked for, as the browser wrote it. */
export async function readQuery(): Promise<URLSearchParams> {
  const path = (await headers()).get(PATH_HEADER) ?? "";
  const cut = path.indexOf("?");
  return new URLSearchParams(cut < 0 ? "" : path.slice(cut));
}

/** Who this request's session stands for, from rows read now; once per request. Null when nobody is signed in. */
export const readActor = cache(async (): Promise<SessionActor | null> => {
  const id = await readSessionId();
  if (id === null) return null;
  return findActor(getRuntime(), id, await readOrigin());
});

/**
 * The signed-in person, for pages: others are sent to sign in, and back to this page afterwards.
 * @param address this page's, where it is not to be taken as the browser wrote it
 */
export async function requireActor(address?: string): Promise<SessionActor> {
  const actor = await readActor();
  if (actor) return actor;
  const query = new URLSearchParams();
  const path = address ?? (await headers()).get(PATH_HEADER);
  if (path) query.set("next", path);
  if ((await readSessionId()) !== null) query.set("error", "SessionRequired");
  redirect(`/sign-in?${query}`);
}

/** As requireActor, for the pages of instance owners: for everybody else they do not exist. */
export async function requireOwner(): Promise<SessionActor> {
  const actor = await requireActor();
  if (!actor.isInstanceOwner) notFound();
  return actor;
}

/**
 * Runs a server action for the signed-in person. Checks by itself that the request comes from our own pages
 * (security.md rule 2) and who sends it; outages become a failure, bugs are logged with an id and thrown on.
 */
export function actAsSession<T>(work: (actor: SessionActor) => Promise<Result<T>>): Promise<Result<T>> {
  return actAsVisitor(async () => {
    const actor = await readActor();
    if (actor) return work(actor);
    return fail({ kind: "unauthenticated", message: "Your session has ended. Sign in again." });
  });
}

/** As actAsSession, for people who have no session yet: only the request's Origin is checked. */
export async function actAsVisitor<T>(work: (origin: Origin) => Promise<Result<T>>): Promise<Result<T>> {
  try {
    const incoming = await headers();
    const request = { origin: incoming.get("origin"), fetchSite: incoming.get("sec-fetch-site") };
    const { publicUrl } = readEnv();
    if (!isOwnOrigin(request, publicUrl))
      return forbidden(
        `This request did not come from Latchkey's own pages. Open ${publicUrl} and try again.`,
      );
    return await work(await readOrigin());
  } catch (error) {
    unstable_rethrow(error);
    if (isOutage(error)) {
      log.warn({ code: codeOf(error) }, "action: database out");
      return fail(UNAVAILABLE);
    }
    // console/server.ts gave the request its id; the access log bears the same.
    const requestId = (await headers()).get("x-latchkey-request");
    log.error({ requestId, err: error }, "action failed");
    throw error;
  }
}
