/** Counts of a whole test run, and the one line that it ends with. */
export class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;

  add({ passed = 0, failed = 0, skipped = 0 }) {
    this.passed += passed;
    this.failed += failed;
    this.skipped += skipped;
  }

  line() {
    return `${this.passed} passed, ${this.failed} failed${this.skipped > 0 ? `, ${this.skipped} skipped` : ''}`;
  }
}

/**
 * What Vitest's JSON report says; no report, or half of one, is a failure. A file that could not even be read counts as one failure: it holds tests that did not run.
 * @param {string | undefined} text
 */
export function countReport(text) {
  const report = parsed(text);
  if (report === undefined) return { failed: 1 };
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const quiet = report.success || report.numFailedTests > 0 || broken > 0 ? 0 : 1;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken + quiet,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * How long the tests of each file of a report took, without what is set up before and taken down after them.
 * @param {string | undefined} text
 * @returns {{ file: string, seconds: number }[]}
 */
export function slowFiles(text) {
  const results = parsed(text)?.testResults ?? [];
  return results.map(({ name, startTime, endTime }) => ({ file: name, seconds: (endTime - startTime) / 1000 }));
}

function parsed(text = '') {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
