import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import { instance } from "./schema/instance";
import { setupCodes } from "./schema/users";

export type SetupPurpose = "setup" | "recover" | "invite";

/** `state` by the database's clock. `userId`: whose account a recovery is for; `email`: whom an invitation is for. */
export type SetupCodeRow = {
  purpose: SetupPurpose;
  userId: string | null;
  email: string | null;
  createdBy: string | null;
  state: "open" | "used" | "expired";
};

const columns = {
  purpose: setupCodes.purpose,
  userId: setupCodes.userId,
  email: setupCodes.email,
  createdBy: setupCodes.createdBy,
  state: sql<SetupCodeRow["state"]>`case
    when ${setupCodes.usedAt} is not null then 'used'
    when ${setupCodes.expiresAt} <= now() then 'expired'
    else 'open' end`,
};

export async function insertSetupCode(
  tx: Transaction,
  code: {
    digest: Buffer;
    purpose: SetupPurpose;
    lifetimeMinutes: number;
    /** Whose account a recovery is for. */
    userId?: string | null;
    /** Whom an invitation is for, and who invites. */
    invitation?: { email: string; createdBy: string };
  },
): Promise<void> {
  const { digest, purpose, userId = null, lifetimeMinutes, invitation } = code;
  const expiresAt = sql`now() + make_interval(mins => ${lifetimeMinutes}::int)`;
  await tx.insert(setupCodes).values({ digest, purpose, userId, expiresAt, ...invitation });
}

const isOpen = and(isNull(setupCodes.usedAt), gt(setupCodes.expiresAt, sql`now()`));

/** Makes the codes that are still open expire now: all of a purpose, or those for one account. */
export async function voidSetupCodes(tx: Transaction, purpose: SetupPurpose, userId?: string): Promise<void> {
  await tx
    .update(setupCodes)
    .set({ expiresAt: sql`now()` })
    .where(
      and(
        eq(setupCodes.purpose, purpose),
        isOpen,
        userId === undefined ? undefined : eq(setupCodes.userId, userId),
      ),
    );
}

export async function readSetupCode(
  db: Database | Transaction,
  digest: Buffer,
): Promise<SetupCodeRow | undefined> {
  const rows = await db.select(columns).from(setupCodes).where(eq(setupCodes.digest, digest));
  return rows[0];
}

/** Uses the code up. Undefined when it is unknown, expired, used already, or was made for another purpose. */
export async function redeemSetupCode(
  tx: Transaction,
  digest: Buffer,
  purpose: SetupPurpose,
): Promise<Pick<SetupCodeRow, "userId" | "email" | "createdBy"> | undefined> {
  const rows = await tx
    .update(setupCodes)
    .set({ usedAt: sql`now()` })
    .where(and(eq(setupCodes.digest, digest), eq(setupCodes.purpose, purpose), isOpen))
    .returning({ userId: setupCodes.userId, email: setupCodes.email, createdBy: setupCodes.createdBy });
  return rows[0];
}

/** True once an owner has existed; never false again. */
export async function hasOwnerEverExisted(db: Database | Transaction): Promise<boolean> {
  const rows = await db.select({ at: instance.ownerCreatedAt }).from(instance).where(eq(instance.id, 1));
  return rows[0]?.at != null;
}

/** As hasOwnerEverExisted, and nobody else gets an answer before this transaction ends. */
export async function lockInstance(tx: Transaction): Promise<{ hasOwner: boolean }> {
  const rows = await tx
    .select({ at: instance.ownerCreatedAt })
    .from(instance)
    .where(eq(instance.id, 1))
    .for("update");
  return { hasOwner: rows[0]?.at != null };
}

/** Closes the setup for ever. */
export async function markOwnerCreated(tx: Transaction): Promise<void> {
  await tx.update(instance).set({ ownerCreatedAt: sql`now()` }).where(eq(instance.id, 1));
}

/** As markOwnerCreated, when an identity provider made the first owner; without a lock where it is closed already. */
export async function closeSetup(tx: Transaction): Promise<void> {
  await tx
    .update(instance)
    .set({ ownerCreatedAt: sql`now()` })
    .where(and(eq(instance.id, 1), isNull(instance.ownerCreatedAt)));
}
