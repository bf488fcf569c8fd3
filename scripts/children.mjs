import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { identityOf, parentOf } from "./process-identity.mjs";
import { Refusal } from "./refusal.mjs";

/** A stop that was asked for by a signal: the exit code that shells expect. */
export class Stopped extends Error {
  constructor(signal) {
    super(`stopped by ${signal}`);
    this.exitCode = signal === "SIGINT" ? 130 : 143;
  }
}

/**
 * Turns SIGINT, SIGTERM, SIGHUP and the death of npm (which orphans its script when it is killed) into one
 * AbortSignal, aborted with a Stopped. A second signal calls `onHurry`.
 */
export function watchForStop(onHurry = () => {}) {
  const controller = new AbortController();
  const stop = (signal) => (controller.signal.aborted ? onHurry() : controller.abort(new Stopped(signal)));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));
  if (process.env.npm_lifecycle_event) watchNpm(() => controller.signal.aborted || stop("SIGTERM"));
  return controller.signal;
}

/** npm runs its script by a shell, which outlives an npm that is killed: both parents are watched. */
async function watchNpm(onGone) {
  const shell = process.ppid;
  const npm = await parentOf(shell);
  const watch = setInterval(async () => {
    if (process.ppid === shell && (await parentOf(shell)) === npm) return;
    clearInterval(watch);
    onGone();
  }, 300);
  watch.unref();
}

/**
 * Runs a step to its end in silence; what it printed is shown only when it fails.
 * @param {{ what: string, signal: AbortSignal, env: NodeJS.ProcessEnv, cwd: string, onPid?: (pid: number) => void }} options
 * @throws Refusal with its output, or the signal's reason when a stop was asked for
 */
export function runStep(program, args, { what, signal, env, cwd, onPid = () => {} }) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    if (child.pid) onPid(child.pid);
    let out = "";
    const collect = (chunk) => {
      out += chunk;
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    const kill = () => killGroup(child.pid, "SIGTERM");
    signal.addEventListener("abort", kill);
    child.on("error", (error) =>
      reject(new Refusal(`${what} could not be run: ${program} (${error.code}).`)),
    );
    child.on("close", (code) => {
      signal.removeEventListener("abort", kill);
      if (signal.aborted) reject(signal.reason);
      else if (code === 0) resolve(out);
      else reject(new Refusal(`${out.trim()}\n\n${what} failed.`));
    });
  });
}

/** Signals a process and all that it started, when it leads a group of its own. */
export function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}

/**
 * Waits for what a killed process left running, and kills it when it has not ended after `graceMs`: a console is told to
 * leave by its leash (leash.mjs); a build is not, and has no reason to go on.
 */
export async function endOrphans(orphans, graceMs) {
  for (const { pid, identity } of orphans) {
    for (let waitedMs = 0; (await identityOf(pid)) === identity; waitedMs += 50) {
      if (waitedMs === graceMs) killGroup(pid, "SIGKILL");
      if (waitedMs > graceMs + 5000)
        throw new Refusal(`A process of an earlier start (pid ${pid}) does not end.`);
      await sleep(50);
    }
  }
}
