/** The ILIKE pattern of "holds `search`", its signs taken as they are. */
export function containing(search: string): string {
  return `%${search.replace(/[\\%_]/g, "\\$&")}%`;
}
