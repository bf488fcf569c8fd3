import { createHash, createHmac, randomBytes, randomUUID } from "node:crypto";
import pg from "pg";

const PER_INSERT = 5000;

/**
 * Puts live tokens of one new person straight into the database: what is measured is their use, not their making.
 * @param {{ databaseUrl: string, tokenSecret: string, count: number, mayManage?: boolean }} options
 * @returns {Promise<string[]>} their secrets
 */
export async function seedTokens({ databaseUrl, tokenSecret, count, mayManage = false }) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const email = `measured-${randomBytes(4).toString("hex")}@example.test`;
    const made = await client.query("insert into users (name, email) values ('Measured', $1) returning id", [
      email,
    ]);
    const userId = made.rows[0].id;
    for (const group of ["platform", "network", "audit"])
      await client.query("insert into memberships (user_id, group_name, source) values ($1, $2, 'local')", [
        userId,
        group,
      ]);
    const secrets = [];
    while (secrets.length < count) {
      const batch = Array.from({ length: Math.min(PER_INSERT, count - secrets.length) }, () =>
        makeSecret(tokenSecret),
      );
      await client.query(
        `insert into tokens (id, family_id, user_id, description, digest, hint, created_at, updated_at, lifetime_days,
           lifetime_hours, lifetime_minutes, expires_at, may_manage_tokens)
         select id, id, $1, 'measured', digest, hint, now(), now(), 30, 0, 0, now() + interval '30 days', $5
         from unnest($2::uuid[], $3::bytea[], $4::text[]) as t(id, digest, hint)`,
        [
          userId,
          batch.map(({ id }) => id),
          batch.map(({ secret }) => createHash("sha256").update(secret).digest()),
          batch.map(({ secret }) => secret.slice(-4)),
          mayManage,
        ],
      );
      secrets.push(...batch.map(({ secret }) => secret));
    }
    await client.query("analyze");
    return secrets;
  } finally {
    await client.end();
  }
}

const encode = (part) => Buffer.from(JSON.stringify(part)).toString("base64url");

/** As lib/tokens/secret.ts makes them (design.md section 4). */
function makeSecret(tokenSecret) {
  const [kid, key] = tokenSecret.split(",")[0].split(":");
  const id = randomUUID();
  const iat = Math.floor(Date.now() / 1000);
  const payload = { iss: "latchkey", jti: id, iat, s: randomBytes(32).toString("base64url") };
  const text = `${encode({ alg: "HS256", typ: "JWT", kid })}.${encode(payload)}`;
  const signature = createHmac("sha256", Buffer.from(key, "base64url")).update(text).digest("base64url");
  return { id, secret: `${text}.${signature}` };
}
