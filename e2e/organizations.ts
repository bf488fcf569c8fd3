import { randomBytes } from "node:crypto";
import { memberships, organizations, teams } from "../db/schema";
import type { TestDatabase } from "../db/testing";
import type { Person } from "./fixtures";

/** Names of one's own: the database is shared by a worker's tests, and groups are names. */
export const nameFor = (stem: string): string => `${stem}-${randomBytes(4).toString("hex")}`;

type Organization = { id: string; name: string };
type Team = { id: string; name: string; organization: Organization };

/** An organization as an instance owner leaves it, for tests that are not about creating one. */
export async function addOrganization({ db }: TestDatabase, name = nameFor("acme")): Promise<Organization> {
  const [row] = await db.insert(organizations).values({ name }).returning({ id: organizations.id });
  if (!row) throw new Error("no row");
  return { id: row.id, name };
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
  await db.insert(memberships).values({ userId: id, group, source });
}
