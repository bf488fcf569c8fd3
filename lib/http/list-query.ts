import { z } from "zod";
import { invalid, issuesOf, ok, type Result } from "@/lib/result";
import { type Resource, readNameFilter } from "./json-api";

/** How a JSON:API list is asked for, as far as Elide's ways are offered here: filter by name, sort, page. */
export type ListQuery = {
  name: string | undefined;
  sort: { by: "name" | "id"; isDescending: boolean } | null;
  page: { number: number; size: number } | null;
  hasTotals: boolean;
};

/** As Elide's: a page that names no size. */
const PAGE_SIZE = 500;
const MOST = 10_000;

const count = (key: string) => {
  const error = `${key} must be a whole number from 1 to ${MOST}.`;
  return z
    .string()
    .regex(/^\d{1,6}$/, { error })
    .pipe(z.coerce.number<string>({ error }).min(1, { error }).max(MOST, { error }))
    .optional();
};

/** What a list takes beside its filter. */
export const listParameters = z.object({
  sort: z.enum(["name", "-name", "id", "-id"], { error: "sort must be name, -name, id or -id." }).optional(),
  "page[number]": count("page[number]"),
  "page[size]": count("page[size]"),
  "page[totals]": z.string().optional(),
});

/**
 * Reads filter, sort and page[number|size|totals]. What JSON:API knows and this API does not (include, fields, other
 * pages and sorts) is refused by name: ignoring it would answer something else than was asked.
 */
export function readListQuery(request: Request, type: string): Result<ListQuery> {
  const name = readNameFilter(request, type);
  if (!name.ok) return name;
  const query = new URL(request.url).searchParams;
  for (const key of query.keys()) {
    if (/^(include|fields)(\[|$)/.test(key)) return refuse(key, `${key} is not offered here.`);
    if (/^page(\[|$)/.test(key) && !/^page\[(number|size|totals)\]$/.test(key))
      return refuse(key, `${key} is not offered here: page[number], page[size] and page[totals] are.`);
  }
  const given = Object.keys(listParameters.shape).filter((key) => query.has(key));
  const parsed = listParameters.safeParse(Object.fromEntries(given.map((key) => [key, query.get(key)])));
  if (!parsed.success) return invalid(...issuesOf(parsed.error));
  const { sort, "page[number]": number, "page[size]": size } = parsed.data;
  return ok({
    name: name.value,
    sort: sort ? { by: sort.endsWith("id") ? "id" : "name", isDescending: sort.startsWith("-") } : null,
    page: number || size ? { number: number ?? 1, size: size ?? PAGE_SIZE } : null,
    hasTotals: query.has("page[totals]"),
  });
}

function refuse(field: string, message: string): Result<never> {
  return invalid({ field, message });
}

/** The part of a list that is asked for, and how many there are in all where that is. */
export function selectFrom<T extends Resource>(
  all: T[],
  { sort, page, hasTotals }: ListQuery,
): { data: T[]; meta?: object } {
  const keyOf = ({ id, attributes }: T) =>
    sort?.by === "id" ? id : String((attributes as { name?: unknown }).name);
  const sorted = sort ? all.toSorted((a, b) => compare(keyOf(a), keyOf(b))) : all;
  if (sort?.isDescending) sorted.reverse();
  const { number, size } = page ?? { number: 1, size: Math.max(1, all.length) };
  const data = sorted.slice((number - 1) * size, number * size);
  if (!hasTotals) return { data };
  const totals = { totalRecords: all.length, totalPages: Math.ceil(all.length / size) };
  return { data, meta: { page: { number, limit: size, ...totals } } };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
