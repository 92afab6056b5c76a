import { DEFAULT_POLICY, LIVENESS_FAULTS, policySchema, VIOLATIONS } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../violations/finding.js';
import { run, type RunningCheck } from './check.js';
import type { LivenessObservation, Observation, ServerFrame } from './observation.js';
import { spoofSuspected } from './spoof-suspected.check.js';

const NOW = 1_800_000_000_000;
const CUES = { moire: 0, bezel: 0, flat: 0 };
const frame = (second: number, confidence: number, changes: Partial<ServerFrame> = {}): ServerFrame => ({
  type: 'frame',
  at: NOW + second * 1000,
  frameId: `frame-${String(second)}`,
  faces: 1,
  reliable: false,
  challenged: false,
  distance: 0.3,
  unscorable: null,
  between: null,
  repeat: false,
  screen: { isScreen: confidence >= 60, confidence, cues: CUES },
  ...changes,
});
const ended = (
  second: number,
  outcome: LivenessObservation['outcome'],
  reason: LivenessObservation['reason'] = null,
): LivenessObservation => ({
  type: 'liveness',
  at: NOW + second * 1000,
  outcome,
  reason,
  frameId: `run-${String(second)}`,
});
const frames = (count: number, confidence: number, from = 0): ServerFrame[] =>
  Array.from({ length: count }, (_, i) => frame(from + i * 10, confidence));

function seen(observations: readonly Observation[], policy = DEFAULT_POLICY): { check: RunningCheck; findings: Finding[] } {
  let check = run(spoofSuspected);
  const findings: Finding[] = [];
  for (const observation of observations) {
    const step = check.step(observation, policy);
    check = step.next;
    findings.push(...step.findings);
  }
  return { check, findings };
}
const ops = (findings: readonly Finding[]): string[] => findings.map(({ op }) => op);

describe('spoof_suspected', () => {
  it('says nothing of honest pictures, and nothing of one picture alone', () => {
    expect(seen(frames(60, 20)).findings).toEqual([]);
    expect(seen([...frames(3, 10), frame(40, 95), ...frames(8, 10, 50)]).findings).toEqual([]);
  });

  it('suspects over several pictures, and never confirms by passive cues alone', () => {
    const { check, findings } = seen(frames(80, 95));
    expect(ops(findings.slice(0, 1))).toEqual(['open']);
    expect(findings[0]?.measurements).toMatchObject({ score: 95, failed: 0, reason: null });
    expect(ops(findings)).not.toContain('confirm');
    expect(check.interval).toMatchObject({ confirmed: false, severity: 0.3 });
  });

  it('suspects where exactly the same picture comes again, for a minute', () => {
    const { check } = seen([frame(0, 0), frame(10, 0, { repeat: true })]);
    expect(check.interval?.confirmed).toBe(false);
    expect(seen([frame(0, 0, { repeat: true }), { type: 'tick', at: NOW + 61_000 }]).check.interval).toBeNull();
  });

  it('closes when the movements are done, and starts anew after that', () => {
    const { check, findings } = seen([...frames(8, 95), ended(90, 'passed'), frame(100, 95)]);
    expect(check.interval).toBeNull();
    expect(ops(findings).at(-1)).toBe('close');
  });

  it('confirms at the second failure, says why, and shows both', () => {
    const once = seen([...frames(8, 95), ended(90, 'shown'), ended(91, 'failed', 'time')]);
    expect(once.check.interval).toMatchObject({ confirmed: false, severity: 0.5 });
    const { check, findings } = seen([...frames(8, 95), ended(90, 'failed', 'time'), ended(180, 'failed', 'flat')]);
    expect(check.interval).toMatchObject({ confirmed: true, severity: VIOLATIONS.spoof_suspected.severity });
    expect(findings.find(({ op }) => op === 'confirm')).toMatchObject({
      frameId: 'run-180',
      measurements: { failed: 2, reason: 'flat', score: 95 },
    });
  });

  it('ends once it is confirmed and recorded; a person decides, and the next failure counts from one', () => {
    const confirmed = [...frames(8, 95), ended(90, 'failed', 'time'), ended(180, 'failed', 'time')];
    const over = seen([...confirmed, { type: 'tick', at: NOW + 195_000 }]);
    expect(over.check.interval).toBeNull();
    const later = seen([...confirmed, { type: 'tick', at: NOW + 195_000 }, ended(300, 'failed', 'time')]);
    expect(later.check.interval).toMatchObject({ confirmed: false });
  });

  it('forgets a failure after an hour', () => {
    const { check } = seen([ended(0, 'failed', 'time'), ended(3700, 'failed', 'time')]);
    expect(check.interval).toMatchObject({ confirmed: false, severity: 0.5 });
  });

  it('holds nothing against whoever was interrupted or asked for a person', () => {
    const { check } = seen([...frames(8, 95), ended(90, 'void'), ended(91, 'void'), ended(92, 'void')]);
    expect(check.interval).toMatchObject({ confirmed: false, severity: 0.3 });
  });

  it('is measured as its kind says', () => {
    for (const { measurements } of seen([...frames(8, 95), ended(90, 'failed', 'cut')]).findings)
      expect(VIOLATIONS.spoof_suspected.measurements.safeParse(measurements).success).toBe(true);
  });

  it('does nothing where the policy switches it off', () => {
    expect(seen([...frames(20, 95), ended(300, 'failed', 'time')], policySchema.parse({ spoof: { on: false } })).findings).toEqual([]);
  });

  it('is never confirmed with fewer failures than the policy says, whatever comes in whatever order', () => {
    const observations = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('frame' as const), confidence: fc.integer({ min: 0, max: 100 }), repeat: fc.boolean() }),
        fc.record({ kind: fc.constantFrom('passed' as const, 'void' as const, 'shown' as const, 'tick' as const) }),
        fc.record({ kind: fc.constant('failed' as const), reason: fc.constantFrom(...LIVENESS_FAULTS) }),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(observations, fc.integer({ min: 1, max: 5 }), (list, fails) => {
        const policy = policySchema.parse({ spoof: { fails } });
        let check = run(spoofSuspected);
        let failures = 0;
        list.forEach((one, i) => {
          const observation: Observation =
            one.kind === 'frame'
              ? frame(i * 5, one.confidence, { repeat: one.repeat })
              : one.kind === 'tick'
                ? { type: 'tick', at: NOW + i * 5000 }
                : ended(i * 5, one.kind, one.kind === 'failed' ? one.reason : null);
          if (one.kind === 'failed') failures++;
          if (one.kind === 'passed') failures = 0;
          check = check.step(observation, policy).next;
          if (check.interval?.confirmed === true) expect(failures).toBeGreaterThanOrEqual(fails);
        });
      }),
    );
  });
});
