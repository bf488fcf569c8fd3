import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import type { AuthorizedReach } from "./owner";
import { organizations, teams } from "./schema/organizations";

type Reader = Database | Transaction;

export type OrganizationRow = typeof organizations.$inferSelect;
export type NewOrganization = Pick<OrganizationRow, "name" | "description" | "executionMode" | "icon">;
export type OrganizationChange = Partial<NewOrganization & { isDisabled: boolean }>;

/** Goes into every WHERE clause: an organization out of reach is a row that is not there. */
export function withinReach(reach: AuthorizedReach): SQL | undefined {
  if (reach.kind === "all") return undefined;
  if (reach.kind === "enabled") return eq(organizations.isDisabled, false);
  return sql`(not ${organizations.isDisabled} and exists (
    select 1 from ${teams} t where t.organization_id = ${organizations.id} and t.gone_at is null and t.name = any(${groupList(reach.groups)})
  ))`;
}

/** Groups as one parameter, whatever characters they hold. */
export function groupList(groups: string[]): SQL {
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(groups)}::jsonb))`;
}

/** By name; disabled ones last. `name`: those of exactly this name. */
export function listOrganizations(
  db: Reader,
  reach: AuthorizedReach,
  only: { name?: string | undefined; enabled?: boolean } = {},
): Promise<OrganizationRow[]> {
  return db
    .select()
    .from(organizations)
    .where(
      and(
        withinReach(reach),
        only.name === undefined ? undefined : eq(organizations.name, only.name),
        only.enabled ? eq(organizations.isDisabled, false) : undefined,
      ),
    )
    .orderBy(asc(organizations.isDisabled), asc(sql`lower(${organizations.name})`), asc(organizations.id));
}

export async function findOrganization(
  db: Reader,
  reach: AuthorizedReach,
  id: string,
): Promise<OrganizationRow | undefined> {
  const rows = await db
    .select()
    .from(organizations)
    .where(and(withinReach(reach), eq(organizations.id, id)));
  return rows[0];
}

/** Null when an enabled organization has the name already. */
export async function insertOrganization(
  tx: Transaction,
  organization: NewOrganization,
): Promise<OrganizationRow | null> {
  const rows = await tx.insert(organizations).values(organization).onConflictDoNothing().returning();
  return rows[0] ?? null;
}

/** Reads the organization and holds its row until the transaction ends. */
export async function lockOrganization(
  tx: Transaction,
  reach: AuthorizedReach,
  id: string,
): Promise<OrganizationRow | undefined> {
  const rows = await tx
    .select()
    .from(organizations)
    .where(and(withinReach(reach), eq(organizations.id, id)))
    .for("update", { of: organizations });
  return rows[0];
}

/** @throws unique_violation (23505) when an enabled organization has the name */
export async function updateOrganization(
  tx: Transaction,
  id: string,
  change: OrganizationChange,
): Promise<OrganizationRow> {
  const [row] = await tx.update(organizations).set(change).where(eq(organizations.id, id)).returning();
  if (!row) throw new Error("a locked organization vanished");
  return row;
}
