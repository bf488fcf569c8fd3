import type { Call } from "@/db/calls";

/** More than this many distinct callers between two flushes are merged no further, only dropped: counts, not truth. */
const MOST_PENDING = 100_000;
/** Of one token: five times what is kept of it (db/calls.ts). Else whoever invents agents would take all the room. */
const MOST_PER_TOKEN = 100;
/** Stands for the callers beyond that. No client can be called so: of an agent, recorder.ts takes ASCII only. */
const OTHERS = "… and others";

/** Calls since the last flush, merged by token, outcome and client. In memory: a lost buffer loses counts only. */
export class CallBuffer {
  #calls = new Map<string, Call>();
  /** How many of them are of each token. */
  #callers = new Map<string, number>();

  add(call: Omit<Call, "count">): void {
    this.#merge(call, 1, MOST_PENDING);
  }

  /** Hands over at most `most`, those that have waited longest first. */
  drain(most: number): Call[] {
    const calls: Call[] = [];
    for (const [key, call] of this.#calls) {
      if (calls.length === most) break;
      calls.push(call);
      this.#calls.delete(key);
      const left = (this.#callers.get(call.tokenId) ?? 0) - 1;
      if (left > 0) this.#callers.set(call.tokenId, left);
      else this.#callers.delete(call.tokenId);
    }
    return calls;
  }

  get size(): number {
    return this.#calls.size;
  }

  /** Takes back what could not be written, all of it: it was within the bound when it was handed over. */
  restore(calls: Call[]): void {
    for (const call of calls) this.#merge(call, call.count, Number.POSITIVE_INFINITY);
  }

  #merge(call: Omit<Call, "count">, count: number, most: number): void {
    const key = keyOf(call);
    const known = this.#calls.get(key);
    if (known) {
      known.count += count;
      if (call.at < known.at) return;
      known.at = call.at;
      known.ip = call.ip;
      return;
    }
    const callers = this.#callers.get(call.tokenId) ?? 0;
    if (callers >= MOST_PER_TOKEN && call.agent !== OTHERS) {
      this.#merge({ ...call, agent: OTHERS }, count, most);
    } else if (this.#calls.size < most) {
      this.#calls.set(key, { count, ...call });
      this.#callers.set(call.tokenId, callers + 1);
    }
  }
}

/** The others of a token are one, wherever they call from. */
function keyOf({ tokenId, outcome, ip, agent }: Omit<Call, "count">): string {
  // Neither of the first three holds a space. Joined, not a template: that is a rope, and slow to compare in a Map.
  return [tokenId, outcome, agent === OTHERS ? "" : ip, agent].join(" ");
}
