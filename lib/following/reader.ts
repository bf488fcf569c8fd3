import { z } from "zod";
import { errorDocument, listDocument, oneDocument, organizationResource, teamResource } from "./schema";

/** Reads a Terrakube's organizations and teams over its JSON:API, within bounds of time, size and pages. */

const ANSWER_MS = 5_000;
const MOST_BYTES = 8 * 1024 * 1024;
const PAGE_SIZE = 200;
const MOST_PAGES = 50;
const AT_ONCE = 4;

/** Terrakube says nothing that one could go by. The message is for people; it quotes no answer. */
export class TerrakubeOutage extends Error {}

export type FollowedOrganization = z.infer<typeof organizationResource>;
export type FollowedTeam = z.infer<typeof teamResource> & { organizationId: string };

/** What is true there. What is not in a list was asked for by itself: only a 404 makes it "gone". */
export type TerrakubeState = {
  organizations: FollowedOrganization[];
  goneOrganizations: string[];
  teams: FollowedTeam[];
  /** Answered 404 while their organization read 200. */
  goneTeams: string[];
};

/** `signal` ends the whole reading; `bearer` goes to `apiUrl` alone: redirects are not followed. */
export type Source = { apiUrl: string; bearer: string; signal: AbortSignal };

/** What is to be asked for by itself when the lists do not hold it. */
export type Known = { organizations: string[]; teams: { id: string; organizationId: string }[] };

/** @throws TerrakubeOutage whenever anything is missing, late, odd or forbidden: half a state is none */
export async function readTerrakube(source: Source, known: Known): Promise<TerrakubeState> {
  const organizations = await readList(source, "/organization", organizationResource);
  if (organizations.size === 0)
    throw new TerrakubeOutage("It lists no organization. Is OWNER_GROUP the group of its administrators?");
  const goneOrganizations: string[] = [];
  const unlisted = known.organizations.filter((id) => !organizations.has(id));
  await forEach(unlisted, async (id) => {
    const found = await readOne(source, `/organization/${id}`, organizationResource);
    if (found) organizations.set(id, found);
    else goneOrganizations.push(id);
  });
  const teams = new Map<string, FollowedTeam>();
  await forEach([...organizations.values()], async ({ id: organizationId, isDisabled }) => {
    if (isDisabled) return;
    const listed = await readList(source, `/organization/${organizationId}/team`, teamResource);
    for (const [id, team] of listed) teams.set(id, { ...team, organizationId });
  });
  const goneTeams: string[] = [];
  const missing = known.teams.filter(
    ({ id, organizationId }) => !teams.has(id) && organizations.get(organizationId)?.isDisabled === false,
  );
  await forEach(missing, async ({ id, organizationId }) => {
    const organization = `/organization/${organizationId}`;
    const found = await readOne(source, `${organization}/team/${id}`, teamResource);
    if (found) teams.set(id, { ...found, organizationId });
    else if (await readOne(source, organization, organizationResource)) goneTeams.push(id);
    else throw new TerrakubeOutage("An organization vanished while it was being read.");
  });
  return {
    organizations: [...organizations.values()],
    goneOrganizations,
    teams: [...teams.values()],
    goneTeams,
  };
}

/**
 * What its discovery document offers to terraform beside signing in, which is ours; null when it cannot be had: nothing
 * else depends on it.
 */
export async function readServices(source: Source): Promise<Record<string, unknown> | null> {
  const answer = await ask(source, "/.well-known/terraform.json").catch(() => null);
  const { data } = z.record(z.string(), z.unknown()).safeParse(answer);
  return data ? Object.fromEntries(Object.entries(data).filter(isService)) : null;
}

/** terraform's names: "state.v2" and a relative or absolute address. */
function isService([name, address]: [string, unknown]): boolean {
  const isName = /^[a-z0-9-]+\.v\d+(\.\d+)*$/.test(name) && name !== "login.v1";
  return isName && typeof address === "string" && address.length <= 1000;
}

type Resource = z.ZodType<{ id: string }>;

async function readList<T extends Resource>(
  source: Source,
  path: string,
  resource: T,
): Promise<Map<string, z.infer<T>>> {
  const found = new Map<string, z.infer<T>>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = `page%5Bnumber%5D=${page}&page%5Bsize%5D=${PAGE_SIZE}&page%5Btotals%5D`;
    const { data, meta } = parse(listDocument, await askForSure(source, `/api/v1${path}?${query}`), path);
    const before = found.size;
    for (const item of data) {
      const parsed = parse(resource, item, path);
      found.set(parsed.id, parsed);
    }
    const total = meta?.page?.totalRecords;
    // Without totals: a short page is the last, a longer one than asked for is all, a repeated one too.
    if (total === undefined ? data.length !== PAGE_SIZE || found.size === before : found.size >= total)
      return found;
    if (found.size === before) throw new TerrakubeOutage(`Its list of ${path} is cut short.`);
  }
  throw new TerrakubeOutage(`Its list of ${path} has more than ${MOST_PAGES * PAGE_SIZE} entries.`);
}

/** Null when it answers 404, in JSON:API's words. */
async function readOne<T extends Resource>(
  source: Source,
  path: string,
  resource: T,
): Promise<z.infer<T> | null> {
  const document = await ask(source, `/api/v1${path}`);
  if (document === null) return null;
  const found = parse(resource, parse(oneDocument, document, path).data, path);
  if (!path.endsWith(found.id)) throw new TerrakubeOutage(`Its answer to ${path} is about another one.`);
  return found;
}

function parse<T extends z.ZodType>(schema: T, value: unknown, path: string): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new TerrakubeOutage(`Its answer to ${path} is not understood.`);
  return parsed.data;
}

async function askForSure(source: Source, path: string): Promise<unknown> {
  const document = await ask(source, path);
  if (document === null) throw new TerrakubeOutage(`It answered 404 to ${path.split("?")[0]}.`);
  return document;
}

/** The JSON of a 200; null for a 404 whose body says so in JSON:API's words: a proxy's own page is no answer. */
async function ask({ apiUrl, bearer, signal }: Source, path: string): Promise<unknown> {
  const shown = path.split("?")[0];
  const limits = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
  let status: number;
  let text: string;
  try {
    const headers = { accept: "application/vnd.api+json", authorization: `Bearer ${bearer}` };
    const response = await fetch(apiUrl + path, { headers, redirect: "manual", signal: limits });
    status = response.status;
    text = await readText(response);
  } catch (error) {
    if (error instanceof TerrakubeOutage) throw error;
    throw new TerrakubeOutage(
      limits.aborted
        ? `It took too long to answer ${shown}.`
        : `It cannot be reached, or broke off at ${shown}.`,
    );
  }
  if (status !== 200 && status !== 404) throw new TerrakubeOutage(`It answered ${status} to ${shown}.`);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new TerrakubeOutage(`It answered ${status} to ${shown}, but not in JSON.`);
  }
  if (status === 200) return document;
  if (errorDocument.safeParse(document).success) return null;
  throw new TerrakubeOutage(`It answered 404 to ${shown}, but not as a JSON:API does.`);
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let [text, size] = ["", 0];
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) throw new TerrakubeOutage("It answers without an end.");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** A few at a time; the first failure is the whole's. */
async function forEach<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}
