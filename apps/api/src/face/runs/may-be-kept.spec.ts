import { DEFAULT_LIVENESS, type LivenessRun } from '@invigil/biometrics';
import type { FrameAnalysis } from '@invigil/biometrics/node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayBeKept } from './may-be-kept.js';

type Run = Pick<LivenessRun, 'last' | 'baseline' | 'rules'>;
const NOW = 1000;
/** A description so far from the first person's. */
const face = (distance: number) => new Float32Array(128).fill(distance / Math.sqrt(128));
interface Before {
  lastAt?: number | null;
  baseline?: Float32Array | 'undescribed' | 'none';
}
const runOf = ({ lastAt = NOW, baseline = face(0) }: Before = {}): Run =>
  ({
    rules: DEFAULT_LIVENESS,
    last: lastAt === null ? null : { at: lastAt, frame: {} },
    baseline: baseline === 'none' ? null : { descriptor: baseline === 'undescribed' ? null : baseline },
  }) as unknown as Run;
function seen({
  faces = 1,
  scorable = true,
  descriptor = face(0),
}: { faces?: number; scorable?: boolean; descriptor?: Float32Array | null } = {}) {
  const subject = { descriptor, gate: { scorable, reason: null } };
  return { faces: Array.from({ length: faces }, () => subject), subject: faces === 0 ? null : subject } as unknown as Pick<
    FrameAnalysis,
    'faces' | 'subject'
  >;
}

describe('a frame that may stand for the person afterwards', () => {
  it('shows them alone, well, at the place of the moment before', () => {
    expect(mayBeKept(runOf(), seen(), NOW)).toBe(true);
  });

  it.each([
    ['nobody', seen({ faces: 0 }), runOf()],
    ['somebody beside them', seen({ faces: 2 }), runOf()],
    ['a face too dark, too small or turned away', seen({ scorable: false }), runOf()],
    ['a face that could not be described', seen({ descriptor: null }), runOf()],
    ['a face that jumped: the machine did not take it for the one before', seen(), runOf({ lastAt: NOW - 200 })],
    ['a run that has seen no face at all', seen(), runOf({ lastAt: null })],
  ])('does not show %s', (_, analysis, run) => {
    expect(mayBeKept(run, analysis, NOW)).toBe(false);
  });

  it('shows the face that the run began with, where that was described', () => {
    const { sameFace } = DEFAULT_LIVENESS;
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1.4, noNaN: true }), (distance) => {
        fc.pre(Math.abs(distance - sameFace) > 1e-4);
        expect(mayBeKept(runOf(), seen({ descriptor: face(distance) }), NOW)).toBe(distance < sameFace);
        for (const baseline of ['undescribed', 'none'] as const)
          expect(mayBeKept(runOf({ baseline }), seen({ descriptor: face(distance) }), NOW)).toBe(true);
      }),
    );
  });
});
