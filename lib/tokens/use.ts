import type { Call } from "@/db/calls";

/** More than this many distinct callers between two flushes are merged no further, only dropped: counts, not truth. */
const MOST_PENDING = 100_000;

/** Calls since the last flush, merged by token, outcome and client. In memory: a lost buffer loses counts only. */
export class CallBuffer {
  #calls = new Map<string, Call>();

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
    // Neither of the first three holds a space. Joined, not a template: that is a rope, and slow to compare in a Map.
    const key = [call.tokenId, call.outcome, call.ip, call.agent].join(" ");
    const known = this.#calls.get(key);
    if (known) {
      known.count += count;
      if (call.at > known.at) known.at = call.at;
    } else if (this.#calls.size < most) this.#calls.set(key, { count, ...call });
  }
}
