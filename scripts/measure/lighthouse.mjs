import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runStep } from "../children.mjs";
import { isRoot } from "../files.mjs";
import { root } from "../prepare/stamps.mjs";

const CATEGORIES = ["performance", "accessibility", "best-practices"];

/**
 * Lighthouse on a page behind sign-in. It is no dependency of ours: `folder` is where `npm install lighthouse` was run.
 * @returns {Promise<string>} the scores, 0 to 100, and the times behind them, and every audit that is not full
 */
export async function runLighthouse({ folder, report, form, address, cookie, env, executablePath, signal }) {
  // In a file: a command line is read by everybody on the machine.
  const headers = `${report}.headers`;
  await writeFile(headers, JSON.stringify({ Cookie: cookie }), { mode: 0o600 });
  const args = [
    join(folder, "node_modules/lighthouse/cli/index.js"),
    address,
    ...["--quiet", "--output=json", `--output-path=${report}`, `--extra-headers=${headers}`],
    `--only-categories=${CATEGORIES.join(",")}`,
    `--chrome-flags=--headless=new --disable-gpu${isRoot ? " --no-sandbox" : ""}`,
    ...(form === "desktop" ? ["--preset=desktop"] : []),
  ];
  const { chromium } = await import("playwright");
  const browser = { CHROME_PATH: executablePath || chromium.executablePath() };
  await runStep(process.execPath, args, {
    what: "Lighthouse",
    signal,
    env: { ...env, ...browser },
    cwd: root,
  });
  return sayScores(form, JSON.parse(await readFile(report, "utf8")));
}

function sayScores(form, { categories, audits, lighthouseVersion, finalDisplayedUrl }) {
  const scores = CATEGORIES.map((id) => `${id} ${Math.round(categories[id].score * 100)}`);
  const times = [
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
  ].map((id) => `${audits[id].title} ${audits[id].displayValue}`);
  const lost = CATEGORIES.flatMap((id) => categories[id].auditRefs)
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9)
    .map(({ id }) => `  ${id}: ${audits[id].score} ${audits[id].displayValue ?? ""}`);
  const page = new URL(finalDisplayedUrl).pathname;
  return `\nLighthouse ${lighthouseVersion}, ${form}, ${page}: ${scores.join(", ")} (${times.join(", ")})${["", ...lost].join("\n")}`;
}
