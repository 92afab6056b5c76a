import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../samples/random.js';
import { screenConfidence } from './screen-confidence.js';
import { SCREEN_START, screenOver } from './screen-over.js';
import type { ScreenVerdict } from './screen-over.js';

const confidences = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 40 });
const look = (confidence: number) => ({ confidence, cues: { moire: confidence / 100, bezel: 0, flat: 0 } });

function after(list: readonly number[], window?: number): ScreenVerdict {
  let verdict = screenOver(SCREEN_START, look(list[0] ?? 0), window);
  for (const confidence of list.slice(1)) verdict = screenOver(verdict.state, look(confidence), window);
  return verdict;
}

describe('screenOver', () => {
  it('is one of the confidences, and its state is plain data of bounded size', () => {
    fc.assert(
      fc.property(confidences, (list) => {
        const { confidence, frames, state } = after(list, 10);
        expect(list.slice(-10)).toContain(confidence);
        expect(frames).toBe(Math.min(10, list.length));
        expect(state.looks).toHaveLength(frames);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
    );
  });

  it('does not depend on the order of the frames it remembers', () => {
    fc.assert(
      fc.property(confidences, (list) => {
        expect(after([...list].reverse(), 40).confidence).toBe(after(list, 40).confidence);
      }),
    );
  });

  it('never falls when a frame looks more like a screen', () => {
    fc.assert(
      fc.property(confidences, fc.nat(), fc.integer({ min: 0, max: 100 }), (list, place, more) => {
        const raised = list.map((n, i) => (i === place % list.length ? Math.max(n, more) : n));
        expect(after(raised, 40).confidence).toBeGreaterThanOrEqual(after(list, 40).confidence);
      }),
    );
  });

  it('does not add up what one camera shows on every frame', () => {
    expect(after(Array.from({ length: 200 }, () => 45)).confidence).toBe(45);
    expect(after([...Array.from({ length: 10 }, () => 99), ...Array.from({ length: 10 }, () => 5)]).confidence).toBe(5);
  });

  it.each([0.05, 0.3, 0.45, 1])(
    'flags at most two or three honest attempts in a hundred where one frame in a hundred is over, however alike one camera’s frames are (%d of its frames)',
    (rate) => {
      const random = randomFrom(Math.round(rate * 1000));
      const cameras = 40;
      const flagged = Array.from({ length: cameras }, () => {
        let state = SCREEN_START;
        return Array.from({ length: 120 }, () => {
          const verdict = screenOver(state, look(random() < rate ? 75 : 10));
          ({ state } = verdict);
          return verdict.frames === 20 && verdict.confidence >= 60;
        }).some(Boolean);
      }).filter(Boolean).length;
      // so many cameras have that rate that it is one frame in a hundred over all of them
      expect((flagged / cameras) * (0.01 / rate)).toBeLessThanOrEqual(0.025);
    },
  );

  it('throws for a window or a confidence that cannot be', () => {
    for (const window of [0, 201, 1.5, NaN]) expect(() => screenOver(SCREEN_START, look(1), window)).toThrow(RangeError);
    for (const confidence of [-1, 101, NaN]) expect(() => screenOver(SCREEN_START, look(confidence))).toThrow(RangeError);
  });
});

describe('screenConfidence', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const cues = fc.record({ moire: share, bezel: share, flat: share });

  it('lies between 0 and 100 and never falls when a cue rises', () => {
    fc.assert(
      fc.property(
        cues,
        share,
        fc.constantFrom('moire' as const, 'bezel' as const, 'flat' as const),
        fc.constantFrom('face' as const, 'whole' as const),
        (low, more, cue, scope) => {
          const before = screenConfidence(low, scope);
          expect(before >= 0 && before <= 100).toBe(true);
          expect(screenConfidence({ ...low, [cue]: Math.max(low[cue], more) }, scope)).toBeGreaterThanOrEqual(before);
        },
      ),
    );
  });
});
