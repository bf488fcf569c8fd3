import { randomBytes, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { digestSecret, hintOf, signSecret } from "@/lib/tokens/secret";
import { query } from "./testing";

/** A bearer of the owner's that may manage tokens, put into a running data directory's database by hand. */
export async function seedManager(dataDir: string): Promise<string> {
  const file = await readFile(join(dataDir, "secrets.env"), "utf8");
  const [, kid = "", key = ""] = /^TOKEN_SECRET=(latchkey-\d+):(\S+)$/m.exec(file) ?? [];
  const id = randomUUID();
  const secret = await signSecret(
    { kid, key: Buffer.from(key, "base64url") },
    { tokenId: id, issuedAt: new Date(), expiresAt: null, entropy: randomBytes(32) },
  );
  await query(
    dataDir,
    `insert into tokens (id, user_id, description, digest, hint, created_at, updated_at, lifetime_days, lifetime_hours,
       lifetime_minutes, family_id, may_manage_tokens) select $1, id, 'manager', $2, $3, now(), now(), 0, 0, 0, $1, true from users`,
    [id, digestSecret(secret), hintOf(secret)],
  );
  return secret;
}

/** POST /pat/v1: the secret that was answered, or null when there was no whole answer. */
export async function generate(url: string, bearer: string): Promise<string | null> {
  try {
    const response = await fetch(`${url}/pat/v1`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${bearer}`,
        "content-type": "application/json",
        accept: "application/json",
      },
      body: JSON.stringify({ description: "in a loop", days: 1, hours: 0, minutes: 0 }),
    });
    const body = await response.json();
    return response.status === 201 ? body.token : null;
  } catch {
    return null;
  }
}

/** What the API answers to a secret. */
export async function present(url: string, secret: string): Promise<number> {
  const response = await fetch(`${url}/tokens/v1/self`, { headers: { authorization: `Bearer ${secret}` } });
  await response.arrayBuffer();
  return response.status;
}
