import { createHash } from 'node:crypto';
import type { Entry } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../http/problem.js';
import { planBatch, type Hashed, type Standing } from './plan-batch.js';

const NOW = 1_000_000;
const standing: Standing = { head: 0, lastAt: null, closedAt: null, state: 'in_progress', createdAt: 0, endedAt: null };
const item = (seq: number, at = NOW, content = String(seq)): Hashed => ({
  entry: { type: 'sample', seq, at, claim: { faces: 1, unscorable: 'pose', descriptor: null } } satisfies Entry,
  hash: createHash('sha256').update(content).digest(),
});
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'none';
};

describe('planBatch', () => {
  it('writes every number exactly once, in order, whatever comes in which order', () => {
    const batch = fc.record({ from: fc.integer({ min: 1, max: 12 }), length: fc.integer({ min: 1, max: 6 }) });
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 40 }), (batches) => {
        const written: number[] = [];
        const known = new Map<number, Buffer>();
        for (const { from, length } of batches) {
          const items = Array.from({ length }, (_, i) => item(from + i));
          const head = written.length;
          const code = codeOf(() => {
            const plan = planBatch(items, { ...standing, head }, known, NOW);
            for (const { item: taken } of plan.take) {
              written.push(taken.entry.seq);
              known.set(taken.entry.seq, taken.hash);
            }
            expect(plan.mark).toBe(written.length);
          });
          expect(code).toBe(from > head + 1 ? 'SEQ_GAP' : 'none');
        }
        expect(written).toEqual(written.map((_, i) => i + 1));
      }),
    );
  });

  it('keeps times in order and within what is possible', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e12, max: 1e13 }), { minLength: 1, maxLength: 20 }), (times) => {
        const { take } = planBatch(
          times.map((at, i) => item(i + 1, at)),
          { ...standing, createdAt: 500 },
          new Map(),
          NOW,
        );
        const planned = take.map(({ at }) => at);
        expect(planned).toEqual(planned.toSorted((a, b) => a - b));
        expect(planned[0]).toBeGreaterThanOrEqual(500);
        expect(planned.at(-1)).toBeLessThanOrEqual(NOW + 2000);
      }),
    );
  });

  it('never takes another content under a used number', () => {
    const known = new Map([[1, item(1).hash]]);
    expect(codeOf(() => planBatch([item(1, NOW, 'other')], { ...standing, head: 1 }, known, NOW))).toBe('SEQ_CONFLICT');
    expect(planBatch([item(1)], { ...standing, head: 1 }, known, NOW)).toEqual({ take: [], mark: 1 });
  });

  it('takes of a closed stream what was made before it closed', () => {
    const closed = { ...standing, closedAt: NOW - 10_000 };
    const plan = planBatch([item(1, NOW - 11_000), item(2, NOW - 9000), item(3, NOW)], closed, new Map(), NOW);
    expect(plan.take.map(({ item: { entry } }) => entry.seq)).toEqual([1, 2]);
    expect(codeOf(() => planBatch([item(1, NOW)], closed, new Map(), NOW))).toBe('STREAM_CLOSED');
  });

  it('takes telemetry of its time only', () => {
    expect(codeOf(() => planBatch([item(1)], { ...standing, state: 'checking_in' }, new Map(), NOW))).toBe('WRONG_STATE');
    expect(codeOf(() => planBatch([item(1)], { ...standing, state: 'submitted', endedAt: NOW - 1 }, new Map(), NOW))).toBe('WRONG_STATE');
    expect(planBatch([item(1)], { ...standing, state: 'submitted', endedAt: NOW }, new Map(), NOW).mark).toBe(1);
    expect(planBatch([item(1)], { ...standing, state: 'paused' }, new Map(), NOW).mark).toBe(1);
  });
});
