import { DEFAULT_POLICY, policySchema } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../violations/finding.js';
import { run } from './check.js';
import { lookingAway } from './looking-away.check.js';
import type { Observation, PageSample } from './observation.js';

const policy = policySchema.parse({ lookingAway: { on: true } });
const sample = (seconds: number, yaw: number | null): PageSample => ({
  type: 'sample',
  at: seconds * 1000,
  faces: yaw === null ? 0 : 1,
  distance: null,
  unscorable: yaw === null ? 'no_face' : 'pose',
  pose: yaw === null ? null : { yaw, pitch: 0.5 },
});
const turned = (count: number, yaw = 0.6, from = 0): PageSample[] => Array.from({ length: count }, (_, i) => sample(from + i * 2, yaw));

function findings(observations: readonly Observation[], by = policy): Finding[] {
  let check = run(lookingAway);
  return observations.flatMap((one) => {
    const step = check.step(one, by);
    check = step.next;
    return step.findings;
  });
}

describe('looking_away', () => {
  it('is off unless the policy asks for it', () => {
    expect(findings(turned(60), DEFAULT_POLICY)).toEqual([]);
  });

  it('takes eight samples over five seconds, to either side', () => {
    expect(findings(turned(7))).toEqual([]);
    for (const yaw of [0.6, -0.6])
      expect(findings(turned(8, yaw))[0]).toMatchObject({
        op: 'open',
        at: 14_000,
        severity: 0.1,
        measurements: { seconds: 14, samples: 8, yaw },
      });
    const quick = Array.from({ length: 9 }, (_, i) => sample(i * 0.5, 0.6));
    expect(findings(quick)).toEqual([]);
  });

  it('begins anew after a look at the screen or a long silence, and does not mind a sample without a face', () => {
    expect(findings([...turned(7), sample(14, 0.1), ...turned(7, 0.6, 16)])).toEqual([]);
    expect(findings([...turned(7), ...turned(7, 0.6, 30)])).toEqual([]);
    expect(findings([...turned(7), sample(14, null), sample(16, 0.6)])[0]).toMatchObject({ op: 'open', measurements: { samples: 8 } });
  });

  it('never says it of a head that is turned less than the policy allows', () => {
    const yaw = fc.double({ min: -0.399, max: 0.399, noNaN: true });
    fc.assert(
      fc.property(fc.array(yaw, { maxLength: 100 }), (yaws) => {
        expect(findings(yaws.map((one, i) => sample(i * 2, one)))).toEqual([]);
      }),
    );
  });

  it('measures no more than it saw', () => {
    const yaws = fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), { maxLength: 100 });
    fc.assert(
      fc.property(yaws, (all) => {
        for (const { measurements } of findings(all.map((one, i) => sample(i * 2, one)))) {
          expect(measurements['samples']).toBeLessThanOrEqual(all.filter((one) => Math.abs(one) >= policy.lookingAway.yaw).length);
          expect(measurements['seconds']).toBeLessThanOrEqual(Math.max(0, all.length - 1) * 2);
        }
      }),
    );
  });
});
