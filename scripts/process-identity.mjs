import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { readIfPresent } from "./files.mjs";

const isLinux = process.platform === "linux";

/**
 * What tells a process from a later one with the same pid: its start, within this boot of this machine.
 * @returns {Promise<string | null>} null when there is no such process (a zombie counts as none)
 */
export async function identityOf(pid) {
  if (!isLinux) return askPs(pid, "lstart=");
  const line = await readIfPresentOrGone(`/proc/${pid}/stat`);
  if (!line) return null;
  // The name in parentheses may hold spaces and parentheses; what follows the last one is plain.
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  if (fields[0] === "Z" || fields[0] === "X") return null;
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  return `${boot.trim()}/${fields[19]}`;
}

/** Its command line, words parted by spaces; null when there is no such process. */
export async function commandOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (!isLinux) return askPs(pid, "command=");
  const line = await readIfPresentOrGone(`/proc/${pid}/cmdline`);
  return line ? line.split("\0").join(" ").trim() : null;
}

/** The pid of its parent, on Linux; null elsewhere and when there is no such process. */
export async function parentOf(pid) {
  const line = isLinux ? await readIfPresentOrGone(`/proc/${pid}/stat`) : null;
  return line ? Number(line.slice(line.lastIndexOf(")") + 2).split(" ")[1]) : null;
}

async function readIfPresentOrGone(path) {
  try {
    return await readIfPresent(path);
  } catch (error) {
    // The process ended between open and read.
    if (error.code === "ESRCH") return null;
    throw error;
  }
}

function askPs(pid, column) {
  return new Promise((resolve) => {
    execFile("ps", ["-o", column, "-p", String(pid)], (error, out) =>
      resolve(error ? null : out.trim() || null),
    );
  });
}
