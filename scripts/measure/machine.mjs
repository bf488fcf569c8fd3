import { cpus, totalmem } from "node:os";

/** The machine in one line: figures say little without it. */
export function describeMachine(browser) {
  const [first, ...others] = cpus();
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  return [
    `${others.length + 1} × ${first?.model.trim() || "unknown processor"}`,
    `${gigabytes} GiB`,
    `Node ${process.versions.node}`,
    ...(browser ? [`Chromium ${browser}`] : []),
  ].join(", ");
}
