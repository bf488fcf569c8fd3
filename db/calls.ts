import { sql } from "drizzle-orm";
import { type Database, inTransaction } from "./client";
import { tokenCalls } from "./schema/tokens";

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
  const column = (read: (call: Call) => string | number) => sql.param(calls.map(read));
  // Arrays, not JSON: of an array the planner knows how many rows it holds, and takes the indexes.
  const batch = sql`unnest(${column((call) => call.tokenId)}::uuid[], ${column((call) => call.outcome)}::text[], ${column((call) => call.ip)}::text[],
    ${column((call) => call.agent)}::text[], ${column((call) => call.at.toISOString())}::timestamptz[],
    ${column((call) => call.count)}::bigint[]) as b(token_id, outcome, ip, agent, at, count)`;
  await inTransaction(db, async (tx) => {
    await tx.execute(sql`
      with latest as (
        select distinct on (token_id) token_id, ip, agent, at, sum(count) over (partition by token_id) as count
        from ${batch} where outcome = 'accepted' order by token_id, at desc
      ), locked as (
        select l.* from latest l join tokens t on t.id = l.token_id order by t.id for update of t
      )
      update tokens t set
        use_count = t.use_count + l.count,
        last_used_ip = case when t.last_used_at is null or l.at >= t.last_used_at then l.ip else t.last_used_ip end,
        last_used_agent = case when t.last_used_at is null or l.at >= t.last_used_at then l.agent else t.last_used_agent end,
        last_used_at = greatest(t.last_used_at, l.at)
      from locked l where t.id = l.token_id`);
    // One order for all writers: two processes that flush the same tokens must not wait for each other in a ring.
    const { rows } = await tx.execute<{ tokenId: string; isNew: boolean }>(sql`
      insert into ${tokenCalls} (token_id, outcome, ip, agent, last_at, count)
      select b.* from ${batch} where exists (select 1 from tokens t where t.id = b.token_id)
      order by token_id, outcome, ip, agent
      on conflict (token_id, outcome, ip, agent) do update
        set last_at = greatest(token_calls.last_at, excluded.last_at), count = token_calls.count + excluded.count
      returning token_id as "tokenId", (xmax = 0) as "isNew"`);
    // Only a kind of call that is new to its token can be one too many.
    const grown = [...new Set(rows.filter(({ isNew }) => isNew).map(({ tokenId }) => tokenId))];
    if (grown.length === 0) return;
    await tx.execute(sql`
      delete from token_calls where ctid = any(array(
        select old.ctid from unnest(${sql.param(grown)}::uuid[]) as b(id), lateral (
          select ctid from token_calls where token_id = b.id order by last_at desc offset ${KEPT_PER_TOKEN}
        ) old))`);
  });
}
