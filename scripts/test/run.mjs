import { spawn } from "node:child_process";
import { join } from "node:path";
import { killGroup, runStep, Stopped, watchForStop } from "../children.mjs";
import { prepareClone } from "../prepare/clone.mjs";
import { root } from "../prepare/stamps.mjs";
import { Refusal } from "../refusal.mjs";
import { findBrowser } from "./browser.mjs";
import { findNginx } from "./nginx.mjs";
import { readPlaywrightReport, readVitestReport, Tally } from "./tally.mjs";
import { makeWorkplace } from "./workplace.mjs";

const STEPS = ["lint", "knip", "build", "types", "unit", "system", "e2e"];
const bin = (path) => join(root, "node_modules", path);

/**
 * Runs everything, or the steps named in `words`; other words narrow the files of the chosen runners, as in
 * `npm test -- e2e lifecycle`. Every step runs, whatever failed before, except those that need it.
 */
export async function runTests(words) {
  const chosen = STEPS.filter((step) => words.includes(step));
  const run = {
    steps: new Set(chosen.length > 0 ? chosen : STEPS),
    filters: words.filter((word) => !STEPS.includes(word)),
    signal: watchForStop(),
    tally: new Tally(),
    log: (line) => console.log(line),
    ...(await makeWorkplace()),
  };
  let exitCode = 1;
  try {
    await runAll(run);
    exitCode = run.tally.failed > 0 ? 1 : 0;
  } catch (error) {
    if (error instanceof Stopped) exitCode = error.exitCode;
    run.tally.step(
      error instanceof Refusal || error instanceof Stopped ? error.message : String(error.stack),
      false,
    );
  }
  await run.remove();
  for (const reason of run.tally.reasons) console.log(`FAILED ${reason}`);
  console.log(`\n${run.tally}`);
  process.exit(exitCode);
}

async function runAll(run) {
  const { signal, log, steps } = run;
  await prepareClone({ pages: false, bundles: false, signal, log });
  // Two cores: the linters beside the build, the browser beside both; types after the build, which writes some.
  const browser = steps.has("e2e") ? findBrowser(run, { shell: true }).catch((error) => error) : null;
  const nginx = steps.has("unit") ? findNginx(run).catch((error) => error) : "";
  const linting = runLinters(run);
  const isBuilt = await build(run);
  await linting;
  if (steps.has("types"))
    await check(run, "types", process.execPath, [bin("typescript/bin/tsc"), "--noEmit"]);
  await runVitest(run, isBuilt, await nginx);
  if (browser) await runPlaywright(run, isBuilt, await browser);
}

async function runLinters(run) {
  if (run.steps.has("lint"))
    await check(run, "lint", process.execPath, [bin("@biomejs/biome/bin/biome"), "check", "."]);
  if (run.steps.has("knip")) await check(run, "knip", process.execPath, [bin("knip/bin/knip.js")]);
}

/** A step that passes or fails as a whole; what it printed is shown when it fails. */
async function check({ tally, signal, env, log }, name, program, args) {
  const startedAt = performance.now();
  try {
    await runStep(program, args, { what: name, signal, env, cwd: root });
    tally.step(name, true);
    log(`✓ ${name} (${Math.round(performance.now() - startedAt)} ms)`);
  } catch (error) {
    signal.throwIfAborted();
    tally.step(name, false);
    log(`✗ ${name}\n${error.message}`);
  }
}

/** The runners need it, so it is made also when it was not asked for; then only a failure counts. */
async function build({ tally, steps, signal, log }) {
  if (!["build", "unit", "system", "e2e"].some((step) => steps.has(step))) return false;
  const startedAt = performance.now();
  try {
    await prepareClone({ pages: true, signal, log });
    if (steps.has("build")) tally.step("build", true);
    log(`✓ build (${Math.round(performance.now() - startedAt)} ms)`);
    return true;
  } catch (error) {
    signal.throwIfAborted();
    tally.step("build", false);
    log(`✗ build\n${error.message}`);
    return false;
  }
}

async function runVitest(run, isBuilt, nginx) {
  const projects = [
    ...(run.steps.has("unit") ? ["code"] : []),
    ...(run.steps.has("system") ? ["system"] : []),
  ];
  if (projects.length === 0) return;
  if (!isBuilt) return run.tally.step("vitest: there is no build to test", false);
  if (nginx instanceof Error) return run.tally.step(`vitest: ${nginx.message}`, false);
  const report = join(run.folder, "vitest.json");
  const code = await runLoud(
    run,
    [
      ...[bin("vitest/vitest.mjs"), "run", ...projects.map((name) => `--project=${name}`), ...run.filters],
      ...["--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    ],
    nginx ? { NGINX_PATH: nginx } : {},
  );
  run.tally.runner("vitest", await readVitestReport(report), code);
}

async function runPlaywright(run, isBuilt, browser) {
  if (browser instanceof Error) return run.tally.step(`playwright: ${browser.message}`, false);
  if (!isBuilt) return run.tally.step("playwright: there is no build to test", false);
  const report = join(run.folder, "playwright.json");
  const env = { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const args = [bin("@playwright/test/cli.js"), "test", "--reporter=list,json", ...run.filters];
  const code = await runLoud(run, args, env);
  run.tally.runner("playwright", await readPlaywrightReport(report), code);
}

/** Runs a runner that speaks for itself. @returns {Promise<number>} its exit code */
function runLoud({ signal, env }, args, more = {}) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...env, ...more },
      stdio: ["ignore", "inherit", "inherit"],
      detached: true,
    });
    const stop = () => {
      killGroup(child.pid, "SIGTERM");
      setTimeout(() => killGroup(child.pid, "SIGKILL"), 10_000).unref();
    };
    signal.addEventListener("abort", stop, { once: true });
    child.on("error", reject);
    child.on("exit", (code) => {
      signal.removeEventListener("abort", stop);
      if (signal.aborted) reject(signal.reason);
      else resolve(code ?? 1);
    });
  });
}
