import { spawn } from "node:child_process";

/** What a child of ours may know: nothing of PG*, LD_* or secrets in our own environment. */
const ENVIRONMENT = { PATH: process.env.PATH ?? "/usr/bin:/bin", LANG: "C", LC_ALL: "C", TZ: "UTC" };

/**
 * Runs a program to its end as another unix account (null: as oneself), without a shell and from `/`,
 * because the account may not enter our own working directory. Node drops root's groups on the way. In a process
 * group of its own, so that Ctrl-C does not break off an initdb.
 * @returns {Promise<{ code: number, out: string }>} code -1 when it could not be run; out holds both streams
 */
export function runAs(account, program, args, { input = "" } = {}) {
  return new Promise((resolve) => {
    const identity = account ? { uid: account.uid, gid: account.gid } : {};
    const child = spawn(program, args, {
      cwd: "/",
      env: ENVIRONMENT,
      stdio: "pipe",
      detached: true,
      ...identity,
    });
    let out = "";
    const collect = (chunk) => {
      out += chunk;
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    child.on("error", (error) => resolve({ code: -1, out: `${program}: ${error.code}` }));
    child.on("close", (code) => resolve({ code: code ?? -1, out: out.trim() }));
  });
}
