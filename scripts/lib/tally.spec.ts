import { describe, expect, it } from 'vitest';
import { countReport, failuresOf, slowFiles, Tally } from './tally.mjs';

const report = (over: object) =>
  JSON.stringify({ success: true, numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [], ...over });

describe('Tally', () => {
  it('ends in one line, and speaks of skipped tests only when there are some', () => {
    const tally = new Tally();
    tally.add({ passed: 2 });
    tally.add({ failed: 1 });
    expect(tally.line()).toBe('2 passed, 1 failed');
    tally.add({ skipped: 4 });
    expect(tally.line()).toBe('2 passed, 1 failed, 4 skipped');
  });
});

describe('countReport', () => {
  it('counts what a report says', () => {
    expect(countReport(report({ numFailedTests: 1, success: false, numPendingTests: 2 }))).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it('counts a file that could not be read, and a run without a whole report, as failures', () => {
    expect(countReport(report({ success: false, testResults: [{ status: 'failed', assertionResults: [] }] })).failed).toBe(1);
    expect(countReport(undefined)).toEqual({ failed: 1 });
    expect(countReport(report({}).slice(0, -9))).toEqual({ failed: 1 });
  });

  it('does not take a run that failed without a failed test for a good one', () => {
    expect(countReport(report({ success: false })).failed).toBe(1);
  });
});

describe('slowFiles', () => {
  it('says how long each file took, and nothing where there is no report', () => {
    const testResults = [{ name: '/a.spec.ts', startTime: 1000, endTime: 3500 }];
    expect(slowFiles(report({ testResults }))).toEqual([{ file: '/a.spec.ts', seconds: 2.5 }]);
    expect(slowFiles(undefined)).toEqual([]);
  });
});

describe('failuresOf', () => {
  it('names each failed test with what it said, and each file that could not be read', () => {
    const testResults = [
      {
        name: '/a.spec.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'a holds', failureMessages: [] },
          { status: 'failed', fullName: 'a breaks', failureMessages: ['expected 1 to be 2\n    at /a.spec.ts:3'] },
        ],
      },
      { name: '/b.spec.ts', status: 'failed', message: 'no such module', assertionResults: [] },
      { name: '/c.spec.ts', status: 'passed', message: '', assertionResults: [] },
    ];
    expect(failuresOf(report({ testResults }))).toEqual([
      '/a.spec.ts › a breaks\n  expected 1 to be 2\n      at /a.spec.ts:3',
      '/b.spec.ts\n  no such module',
    ]);
    expect(failuresOf(undefined)).toEqual([]);
  });

  it('keeps a long stack short', () => {
    const failureMessages = [Array.from({ length: 80 }, (_, line) => `line ${line}`).join('\n')];
    const testResults = [
      { name: '/a.spec.ts', status: 'failed', assertionResults: [{ status: 'failed', fullName: 'a', failureMessages }] },
    ];
    expect(failuresOf(report({ testResults }))[0]?.split('\n')).toHaveLength(26);
  });
});
