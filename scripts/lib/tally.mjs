/** Enough for the message and the first places of a stack. */
const LINES_OF_A_FAILURE = 25;

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

/**
 * What failed in a report, a paragraph each, to be read without searching through everything that was printed before it.
 * @param {string | undefined} text
 * @returns {string[]}
 */
export function failuresOf(text) {
  const results = parsed(text)?.testResults ?? [];
  return results.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [paragraph(name, [message])] : [];
    return failed.map((test) => paragraph(`${name} › ${test.fullName}`, test.failureMessages));
  });
}

function paragraph(title, messages = []) {
  const lines = messages.join('\n').split('\n').slice(0, LINES_OF_A_FAILURE);
  return [title, ...lines.map((line) => `  ${line}`)].join('\n');
}

function parsed(text = '') {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
