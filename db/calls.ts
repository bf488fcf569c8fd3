import { sql } from "drizzle-orm";
import { type Database, inTransaction } from "./client";
import { tokenCalls } from "./schema";

export type Call = {
  tokenId: string;
  outcome: (typeof tokenCalls.$inferInsert)["outcome"];
  ip: string;
  agent: string;
  at: Date;
  count: number;
};

const KEPT_PER_TOKEN = 20;

/** Writes a batch of calls in one transaction. Forward-only: an older instant never replaces a newer one. */
export async function flushCalls(db: Database, calls: Call[]): Promise<void> {
  // One order for all writers: two processes that flush the same tokens must not wait for each other in a ring.
  const ordered = calls.toSorted((a, b) =>
    a.tokenId + a.outcome + a.ip + a.agent < b.tokenId + b.outcome + b.ip + b.agent ? -1 : 1,
  );
  const batch = JSON.stringify(ordered.map((call) => ({ ...call, at: call.at.toISOString() })));
  await inTransaction(db, async (tx) => {
    await tx.execute(sql`
      with batch as (
        select * from jsonb_to_recordset(${batch}::jsonb) as b("tokenId" uuid, outcome text, ip text, agent text, at timestamptz, count bigint)
      ), latest as (
        select distinct on ("tokenId") "tokenId", ip, agent, at, sum(count) over (partition by "tokenId") as count
        from batch where outcome = 'accepted' order by "tokenId", at desc
      ), locked as (
        select t.id from tokens t join latest l on l."tokenId" = t.id order by t.id for update of t
      )
      update tokens t set
        use_count = t.use_count + l.count,
        last_used_ip = case when t.last_used_at is null or l.at >= t.last_used_at then l.ip else t.last_used_ip end,
        last_used_agent = case when t.last_used_at is null or l.at >= t.last_used_at then l.agent else t.last_used_agent end,
        last_used_at = greatest(t.last_used_at, l.at)
      from latest l join locked k on k.id = l."tokenId" where t.id = l."tokenId"`);
    await tx.execute(sql`
      insert into ${tokenCalls} (token_id, outcome, ip, agent, last_at, count)
      select b."tokenId", b.outcome, b.ip, b.agent, b.at, b.count
      from jsonb_to_recordset(${batch}::jsonb) as b("tokenId" uuid, outcome text, ip text, agent text, at timestamptz, count bigint)
      where exists (select 1 from tokens t where t.id = b."tokenId")
      on conflict (token_id, outcome, ip, agent) do update
        set last_at = greatest(token_calls.last_at, excluded.last_at), count = token_calls.count + excluded.count`);
    await tx.execute(sql`
      delete from token_calls c using (
        select token_id, outcome, ip, agent, row_number() over (partition by token_id order by last_at desc) as place
        from token_calls where token_id in (select (b->>'tokenId')::uuid from jsonb_array_elements(${batch}::jsonb) b)
      ) old
      where old.place > ${KEPT_PER_TOKEN} and c.token_id = old.token_id and c.outcome = old.outcome and c.ip = old.ip and c.agent = old.agent`);
  });
}
