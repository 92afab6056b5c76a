import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from './finding.js';
import { follow, MAX_EVIDENCE, type Open, type Step } from './follow.js';
import { opened, project } from './project.js';
import type { ViolationRow } from './violation.entity.js';

const kind = 'identity_mismatch';
const finding = (op: Finding['op'], distance = 0.8) => ({ op, kind, measurements: { distance } }) as const;
const open = (over: Partial<Open> = {}): Open => ({
  confirmed: false,
  severity: 0.3,
  measurements: { distance: 0.8 },
  evidence: 0,
  ...over,
});

describe('follow', () => {
  it.each<[Finding['op'], Step[]]>([
    ['open', ['opened']],
    ['confirm', ['opened', 'confirmed']],
    ['escalate', ['opened', 'escalated']],
    ['close', []],
  ])('%s of something that is not open: %j', (op, events) => {
    expect(follow(null, finding(op), 0.3, false).events).toEqual(events);
  });

  it('changes nothing when the same is said again', () => {
    expect(follow(open(), finding('open'), 0.3, false).events).toEqual([]);
    expect(follow(open({ confirmed: true, severity: 0.8 }), finding('confirm'), 0.8, false).events).toEqual([]);
    expect(follow(open({ severity: 0.4 }), finding('escalate'), 0.4, false).events).toEqual([]);
  });

  it('notes a severity that rises, never one that sinks', () => {
    expect(follow(open({ severity: 0.2 }), finding('escalate'), 0.4, false).events).toEqual(['escalated']);
    expect(follow(open({ severity: 0.4 }), finding('open'), 0.2, false).events).toEqual([]);
  });

  it('keeps the first picture, also when nothing else changes, and then only stronger ones', () => {
    expect(follow(open({ confirmed: true }), finding('confirm'), 0.3, true)).toEqual({ events: ['escalated'], keeps: true });
    expect(follow(open({ evidence: 1 }), finding('open', 0.7), 0.3, true)).toEqual({ events: [], keeps: false });
    expect(follow(open({ evidence: 1 }), finding('open', 0.85), 0.3, true)).toEqual({ events: [], keeps: false });
    expect(follow(open({ evidence: 1 }), finding('open', 0.9), 0.3, true)).toEqual({ events: ['escalated'], keeps: true });
  });

  it('keeps no more than its limit, and still notes the change', () => {
    expect(follow(open({ evidence: MAX_EVIDENCE }), finding('confirm', 1.2), 0.8, true)).toEqual({ events: ['confirmed'], keeps: false });
    expect(follow(open({ evidence: MAX_EVIDENCE }), finding('close'), 0.3, true)).toEqual({ events: ['closed'], keeps: false });
  });

  it('makes a lawful life of whatever the checks say', () => {
    const said = fc.record({
      op: fc.constantFrom<Finding['op']>('open', 'confirm', 'escalate', 'close'),
      severity: fc.double({ min: 0, max: 1, noNaN: true }),
      distance: fc.double({ min: 0, max: 1.4, noNaN: true }),
      at: fc.nat(100_000),
      pictured: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 40 }), (all) => {
        let row: ViolationRow | null = null;
        let evidence = 0;
        for (const { op, severity, distance, at, pictured } of all) {
          const seen: Finding = { op, kind, at, severity, measurements: { distance } };
          const { events, keeps } = follow(row && { ...row, evidence }, seen, severity, pictured);
          expect(keeps && !pictured).toBe(false);
          expect(keeps && events.length === 0).toBe(false);
          for (const type of events) row = lawful(row, type, seen);
          evidence = row === null ? 0 : evidence + (keeps ? 1 : 0);
          expect(evidence).toBeLessThanOrEqual(MAX_EVIDENCE);
          if (op === 'confirm') expect(row?.confirmed).toBe(true);
          if (op === 'close') expect(row).toBeNull();
          else expect(row?.severity).toBeGreaterThanOrEqual(severity);
        }
      }),
    );
  });
});

const context = { attemptId: 'a', examId: 'e', userId: 'u', policyHash: 'p', pipelineId: 'i', engine: 'g', evidenceDays: 30 };

/** Opened only when nothing is open, closed or changed only when something is, confirmed once. */
function lawful(row: ViolationRow | null, type: Step, seen: Finding): ViolationRow | null {
  if (type === 'opened') {
    expect(row).toBeNull();
    return opened('v', context, seen);
  }
  if (row === null) throw new Error(`${type} of nothing`);
  if (type === 'confirmed') expect(row.confirmed).toBe(false);
  const next = project(row, type, seen);
  expect(next.severity).toBeGreaterThanOrEqual(row.severity);
  if (type !== 'closed') return next;
  expect(next.state).toBe('closed');
  expect(next.endedAt?.getTime()).toBeGreaterThanOrEqual(row.openedAt.getTime());
  return null;
}
