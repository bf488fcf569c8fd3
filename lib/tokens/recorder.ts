import { type Call, flushCalls } from "@/db/calls";
import { log } from "@/lib/log";
import { codeOf } from "@/lib/outage";
import type { Runtime } from "@/lib/runtime";
import { CallBuffer } from "./use";

/** "Last used" is truthful within this long. */
const FLUSH_EVERY_MS = 1000;
const AFTER_FAILURE_MS = 5000;
const AGENT_MAX = 200;

/** What one transaction writes: short, so that no call waits long behind it. */
const MOST_AT_ONCE = 100;
/** When more is waiting, writing takes at most a fifth of the time: the database is the callers' first. */
const REST_PER_WRITE = 4;

type Recorder = { buffer: CallBuffer; timer: NodeJS.Timeout | null; writing: Promise<boolean> | null };
// One per process, although Next bundles routes apart from each other.
const shared = globalThis as typeof globalThis & { latchkeyRecorder?: Recorder };

/** Notes one call of a token; written with others within a second. */
export function recordCall(
  runtime: Runtime,
  call: Pick<Call, "tokenId" | "outcome"> & { ip: string | null; agent: string | null },
): void {
  shared.latchkeyRecorder ??= { buffer: new CallBuffer(), timer: null, writing: null };
  const recorder = shared.latchkeyRecorder;
  const agent = (call.agent ?? "unknown").replace(/[^\x20-\x7e]/g, "?").slice(0, AGENT_MAX);
  recorder.buffer.add({
    tokenId: call.tokenId,
    outcome: call.outcome,
    ip: call.ip ?? "unknown",
    agent,
    at: runtime.now(),
  });
  schedule(runtime, recorder, FLUSH_EVERY_MS);
}

function schedule(runtime: Runtime, recorder: Recorder, ms: number): void {
  if (recorder.writing) return;
  recorder.timer ??= setTimeout(() => void flushSome(runtime, recorder), ms).unref();
}

/** One transaction's worth, then a rest in proportion; what fails is kept for later. */
async function flushSome(runtime: Runtime, recorder: Recorder): Promise<void> {
  recorder.timer = null;
  const startedAt = performance.now();
  const isWritten = await writeOnce(runtime, recorder);
  const restMs = (performance.now() - startedAt) * REST_PER_WRITE;
  if (recorder.buffer.size > 0) schedule(runtime, recorder, isWritten ? restMs : AFTER_FAILURE_MS);
}

/** Never two at once: they would wait for each other's rows. @returns whether nothing failed */
async function writeOnce(runtime: Runtime, recorder: Recorder): Promise<boolean> {
  while (recorder.writing) await recorder.writing;
  const calls = recorder.buffer.drain(MOST_AT_ONCE);
  if (calls.length === 0) return true;
  recorder.writing = flushCalls(runtime.db, calls).then(
    () => true,
    (error: unknown) => {
      recorder.buffer.restore(calls);
      log.warn({ code: codeOf(error), calls: calls.length }, "calls could not be written yet");
      return false;
    },
  );
  try {
    return await recorder.writing;
  } finally {
    recorder.writing = null;
  }
}

/** Writes all that is pending, without a rest; also called before the process stops. Ends at the first failure. */
export async function flushRecorder(runtime: Runtime): Promise<void> {
  const recorder = shared.latchkeyRecorder;
  if (!recorder) return;
  if (recorder.timer) clearTimeout(recorder.timer);
  recorder.timer = null;
  while (recorder.buffer.size > 0 || recorder.writing) {
    if (await writeOnce(runtime, recorder)) continue;
    schedule(runtime, recorder, AFTER_FAILURE_MS);
    return;
  }
}
