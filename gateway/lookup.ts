import type { Database } from "@/db/client";
import { type PresentedRow, prepareFindByDigests } from "@/db/presented-tokens";

export type Found = { row: PresentedRow | undefined; now: Date | null };
export type Lookup = (digest: Buffer) => Promise<Found>;

const NOTHING: Found = { row: undefined, now: null };
const MOST_IN_FLIGHT = 2;
const MOST_PER_BATCH = 500;

type Waiter = { digest: Buffer; resolve: (found: Found) => void; reject: (error: unknown) => void };

/**
 * Looks digests up in the database, those that arrive together in one round trip. No cache: a call only ever joins a
 * batch that has not been sent yet, so what it is told was read after it arrived.
 * @param onBatch hears of each batch's size
 */
export function createLookup(db: Database, onBatch: (size: number) => void = () => {}): Lookup {
  const statement = prepareFindByDigests(db);
  const waiting: Waiter[] = [];
  let inFlight = 0;
  let isScheduled = false;

  function schedule(): void {
    if (isScheduled || inFlight >= MOST_IN_FLIGHT || waiting.length === 0) return;
    isScheduled = true;
    // What else the event loop has read by now goes along.
    setImmediate(() => {
      isScheduled = false;
      void send();
    });
  }

  async function send(): Promise<void> {
    const batch = waiting.splice(0, MOST_PER_BATCH);
    inFlight += 1;
    schedule();
    onBatch(batch.length);
    try {
      const rows = await statement.execute({ digests: batch.map(({ digest }) => digest) });
      const found = new Map(rows.map((row) => [keyOf(row.digest), { row, now: new Date(row.now) }]));
      for (const { digest, resolve } of batch) resolve(found.get(keyOf(digest)) ?? NOTHING);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      inFlight -= 1;
      schedule();
    }
  }

  return (digest) =>
    new Promise((resolve, reject) => {
      waiting.push({ digest, resolve, reject });
      schedule();
    });
}

const keyOf = (digest: Buffer) => digest.toString("latin1");
