import { type Call, flushCalls } from "@/db/calls";
import { log } from "@/lib/log";
import { codeOf } from "@/lib/outage";
import type { Runtime } from "@/lib/runtime";
import { CallBuffer } from "./use";

/** "Last used" is truthful within this long. */
const FLUSH_EVERY_MS = 1000;
const AGENT_MAX = 200;

type Recorder = { buffer: CallBuffer; timer: NodeJS.Timeout | null };
// One per process, although Next bundles routes apart from each other.
const shared = globalThis as typeof globalThis & { latchkeyRecorder?: Recorder };

/** Notes one call of a token; written with others within a second. */
export function recordCall(
  runtime: Runtime,
  call: Pick<Call, "tokenId" | "outcome"> & { ip: string | null; agent: string | null },
): void {
  shared.latchkeyRecorder ??= { buffer: new CallBuffer(), timer: null };
  const recorder = shared.latchkeyRecorder;
  const agent = (call.agent ?? "unknown").replace(/[^\x20-\x7e]/g, "?").slice(0, AGENT_MAX);
  recorder.buffer.add({
    tokenId: call.tokenId,
    outcome: call.outcome,
    ip: call.ip ?? "unknown",
    agent,
    at: runtime.now(),
  });
  recorder.timer ??= setTimeout(() => void flushRecorder(runtime), FLUSH_EVERY_MS).unref();
}

/** Writes what is pending; also called before the process stops. What fails is kept for the next flush. */
export async function flushRecorder(runtime: Runtime): Promise<void> {
  const recorder = shared.latchkeyRecorder;
  if (!recorder) return;
  if (recorder.timer) clearTimeout(recorder.timer);
  recorder.timer = null;
  const calls = recorder.buffer.drain();
  if (calls.length === 0) return;
  try {
    await flushCalls(runtime.db, calls);
  } catch (error) {
    recorder.buffer.restore(calls);
    recorder.timer ??= setTimeout(() => void flushRecorder(runtime), 5 * FLUSH_EVERY_MS).unref();
    log.warn({ code: codeOf(error), calls: calls.length }, "calls could not be written yet");
  }
}
