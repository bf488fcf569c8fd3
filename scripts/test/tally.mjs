import { readIfPresent } from "../files.mjs";

/** What a whole run counts: steps and single tests alike. */
export class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;
  /** Names of what failed beyond the tests that a runner itself listed. */
  reasons = [];

  step(name, hasPassed) {
    this.add({ passed: hasPassed ? 1 : 0, failed: hasPassed ? 0 : 1, skipped: 0 });
    if (!hasPassed) this.reasons.push(name);
  }

  add({ passed, failed, skipped }) {
    this.passed += passed;
    this.failed += failed;
    this.skipped += skipped;
  }

  /**
   * Adds a runner's own counts. Failing without a failed test (a file that does not load, a set-up that breaks), no report
   * and no test at all are each one failure: a run that tested nothing is not green.
   */
  runner(name, counts, exitCode) {
    this.add(counts ?? { passed: 0, failed: 0, skipped: 0 });
    if (!counts) this.step(`${name}: no report`, false);
    else if (counts.passed + counts.failed === 0) this.step(`${name}: no test was run`, false);
    else if (exitCode !== 0 && counts.failed === 0) this.step(`${name}: ended with ${exitCode}`, false);
  }

  /** The closing line. */
  toString() {
    const skipped = this.skipped > 0 ? `, ${this.skipped} skipped` : "";
    return `${this.passed} passed, ${this.failed} failed${skipped}`;
  }
}

/** Counts of vitest's JSON report; null when there is none. A file that could not be loaded counts as one failure. */
export async function readVitestReport(path) {
  const report = parse(await readIfPresent(path));
  if (!report) return null;
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/** Counts of Playwright's JSON report; null when there is none. */
export async function readPlaywrightReport(path) {
  const report = parse(await readIfPresent(path));
  if (!report) return null;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected, skipped };
}

function parse(text) {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
