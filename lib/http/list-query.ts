import { invalid, ok, type Result } from "@/lib/result";
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
  const sort = /^(-?)(name|id)$/.exec(query.get("sort") ?? "name");
  if (!sort) return refuse("sort", "sort must be name, -name, id or -id.");
  const [number, size] = [readCount(query, "page[number]", 1), readCount(query, "page[size]", PAGE_SIZE)];
  if (number === null) return refuse("page[number]", "page[number] must be a whole number from 1.");
  if (size === null) return refuse("page[size]", `page[size] must be a whole number from 1 to ${MOST}.`);
  return ok({
    name: name.value,
    sort: query.has("sort") ? { by: sort[2] as "name" | "id", isDescending: sort[1] === "-" } : null,
    page: query.has("page[number]") || query.has("page[size]") ? { number, size } : null,
    hasTotals: query.has("page[totals]"),
  });
}

function refuse(field: string, message: string): Result<never> {
  return invalid({ field, message });
}

function readCount(query: URLSearchParams, key: string, fallback: number): number | null {
  const text = query.get(key);
  if (text === null) return fallback;
  const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= MOST ? value : null;
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
