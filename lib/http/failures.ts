import { networkOf } from "./network";

/** Failed bearers per network and minute; past it 401 becomes 429. A valid token never comes here (security.md 10). */
const PER_MINUTE = 60;
const WINDOW_MS = 60_000;
const MOST_NETWORKS = 20_000;

type Window = { startedAt: number; failures: number };
const shared = globalThis as typeof globalThis & { latchkeyFailures?: Map<string, Window> };

/** Counts a failure at `now` (ms). @returns seconds to wait when the network is over its limit, else 0 */
export function countFailure(ip: string | null, now: number): number {
  shared.latchkeyFailures ??= new Map();
  const windows = shared.latchkeyFailures;
  const network = networkOf(ip);
  const known = windows.get(network);
  if (!known || now - known.startedAt >= WINDOW_MS) {
    windows.delete(network);
    windows.set(network, { startedAt: now, failures: 1 });
    // Insertion order is age: the oldest goes first, so the map stays bounded under a spray of addresses.
    if (windows.size > MOST_NETWORKS)
      for (const oldest of windows.keys()) {
        windows.delete(oldest);
        break;
      }
    return 0;
  }
  known.failures += 1;
  return known.failures > PER_MINUTE ? Math.max(1, Math.ceil((known.startedAt + WINDOW_MS - now) / 1000)) : 0;
}
