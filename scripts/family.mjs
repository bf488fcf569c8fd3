import { spawn } from "node:child_process";
import { join } from "node:path";
import { killGroup } from "./children.mjs";
import { root } from "./prepare/stamps.mjs";

/** Each process gives itself 20 s (security.md rule 14). */
const STOP_MS = 25_000;

/**
 * The processes of one start, each in a group of its own: Ctrl-C reaches it once, through us, and not a second time
 * from the terminal. One that ends by itself takes the others along: half a Latchkey would be taken for a whole one.
 * @param {AbortSignal} signal aborted when a stop is asked for
 */
export function createFamily(env, signal) {
  const children = [];
  const ends = [];
  let isStopping = false;

  const kill = (by) => {
    for (const child of children) killGroup(child.pid, by);
  };
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    kill("SIGTERM");
    setTimeout(() => kill("SIGKILL"), STOP_MS).unref();
  };
  signal.addEventListener("abort", stop, { once: true });

  /** Starts dist/<name>.mjs. @returns {Promise<boolean>} true once it listens, false when it ended before */
  function start(name) {
    const leash = new URL("./leash.mjs", import.meta.url).href;
    const child = spawn(process.execPath, ["--import", leash, join(root, `dist/${name}.mjs`)], {
      cwd: root,
      env,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      detached: true,
    });
    children.push(child);
    const ended = new Promise((resolve) => {
      child.on("error", () => resolve(1));
      child.on("exit", (code, by) => {
        const isAsked = isStopping;
        stop();
        resolve(code ?? (by === "SIGTERM" && isAsked ? 0 : 1));
      });
    });
    ends.push(ended);
    if (signal.aborted || isStopping) kill("SIGTERM");
    return Promise.race([
      new Promise((resolve) => child.once("message", () => resolve(true))),
      ended.then(() => false),
    ]);
  }

  return {
    start,
    kill,
    stop,
    pids: () => children.map((child) => child.pid),
    /** @returns {Promise<number>} when all have ended, the worst exit code */
    waitForEnd: async () => Math.max(...(await Promise.all(ends))),
  };
}
