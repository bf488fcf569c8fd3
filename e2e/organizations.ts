import { randomBytes } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { memberships, organizations, teams } from "../db/schema/organizations";
import type { TestDatabase } from "../db/testing";
import type { Person } from "./fixtures";

/** Names of one's own: the database is shared by a worker's tests, and groups are names. */
export const nameFor = (stem: string): string => `${stem}-${randomBytes(4).toString("hex")}`;

type Organization = { id: string; name: string };
type Team = { id: string; name: string; organization: Organization };

/** An organization with teams of these names, as an instance owner leaves it, for tests that are not about that. */
export async function addOrganization(
  { db }: TestDatabase,
  more: Partial<typeof organizations.$inferInsert> & { teams?: string[] } = {},
): Promise<Organization> {
  const { teams: names = [], ...columns } = more;
  const [row] = await db
    .insert(organizations)
    .values({ name: nameFor("acme"), ...columns })
    .returning({ id: organizations.id, name: organizations.name });
  if (!row) throw new Error("no row");
  if (names.length > 0)
    await db.insert(teams).values(names.map((name) => ({ organizationId: row.id, name })));
  return row;
}

export async function addTeam(
  database: TestDatabase,
  options: { name?: string; role?: string; organization?: Organization } = {},
): Promise<Team> {
  const organization = options.organization ?? (await addOrganization(database));
  const { name = nameFor("platform"), role = "write" } = options;
  const [row] = await database.db
    .insert(teams)
    .values({ organizationId: organization.id, name, role })
    .returning({ id: teams.id });
  if (!row) throw new Error("no row");
  return { id: row.id, name, organization };
}

export async function addToGroup(
  { db }: TestDatabase,
  { id }: Person,
  group: string,
  source: "local" | "idp" = "local",
): Promise<void> {
  const countsUntil = source === "idp" ? sql`now() + interval '7 days'` : null;
  await db.insert(memberships).values({ userId: id, group, source, countsUntil });
}

export async function removeFromGroup({ db }: TestDatabase, { id }: Person, group: string): Promise<void> {
  await db.delete(memberships).where(and(eq(memberships.userId, id), eq(memberships.group, group)));
}
