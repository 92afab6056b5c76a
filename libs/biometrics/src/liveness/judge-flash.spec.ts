import { FLASH_COLOURS, type FlashColour } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../samples/random.js';
import { flashTrace } from '../testing/flash-actor.js';
import { seeded } from '../testing/liveness-actors.js';
import { DEFAULT_FLASH, drawFlashCode, judgeFlash, type FlashTold } from './index.js';

const seeds = fc.integer({ min: 1, max: 1e9 });
const toldOf = (code: readonly FlashColour[]): FlashTold[] => code.map((colour, i) => ({ at: 5000 + i * 1000, colour }));
const drawn = (seed: number): FlashColour[] => drawFlashCode(seeded(seed), DEFAULT_FLASH.symbols);

describe('the code', () => {
  it('is never constant: three changes or more, each colour three times or more and none four times in a row, and any of them may come', () => {
    const codes = new Set<string>();
    for (let number = 0; number < 400; number++) {
      const code = drawFlashCode({ below: (limit) => number % limit, nonce: () => '' }, 8);
      expect(code).toHaveLength(8);
      expect(code.filter((colour, i) => i > 0 && colour !== code[i - 1]).length).toBeGreaterThanOrEqual(3);
      expect(code.join('')).not.toMatch(/(warm){4}|(cool){4}/);
      for (const colour of FLASH_COLOURS) expect(code.filter((one) => one === colour).length).toBeGreaterThanOrEqual(3);
      codes.add(code.join());
    }
    expect(codes.size).toBe(138);
  });
  it('has 6 to 12 colours', () => {
    for (const symbols of [5, 13, 7.5]) expect(() => drawFlashCode(seeded(1), symbols)).toThrow(RangeError);
  });
});

describe('the colours of a face', () => {
  it('are seen with noise, a drifting white balance, any lag from 0.1 to 0.5 s and five to eight frames a second', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.record({
          step: fc.double({ min: 0.012, max: 0.15, noNaN: true }),
          lag: fc.integer({ min: 100, max: 500 }),
          noise: fc.double({ min: 0, max: 0.003, noNaN: true }),
          drift: fc.double({ min: -0.1, max: 0.1, noNaN: true }),
          swing: fc.double({ min: 0, max: 0.02, noNaN: true }),
          perSecond: fc.integer({ min: 5, max: 8 }),
        }),
        (seed, scene) => {
          const told = toldOf(drawn(seed));
          expect(judgeFlash(flashTrace(told, { ...scene, random: randomFrom(seed) }), told, DEFAULT_FLASH)).toBe('seen');
        },
      ),
      { numRuns: 300 },
    );
  }, 20_000);

  it('of another code are not, wherever it differs: a replay of another run', () => {
    fc.assert(
      fc.property(
        seeds,
        seeds,
        fc.record({
          step: fc.double({ min: 0.005, max: 0.2, noNaN: true }),
          lag: fc.integer({ min: 0, max: 800 }),
          noise: fc.double({ min: 0, max: 0.004, noNaN: true }),
        }),
        (seed, other, scene) => {
          const [asked, replayed] = [drawn(seed), drawn(other)];
          fc.pre(asked.join() !== replayed.join());
          const told = toldOf(asked);
          const trace = flashTrace(told, { ...scene, random: randomFrom(seed) }, toldOf(replayed));
          expect(judgeFlash(trace, told, DEFAULT_FLASH)).not.toBe('seen');
        },
      ),
      // found by chance: the other code is the asked one, a place further on, where no frame fell between the latest lag and the change
      { numRuns: 500, examples: [[672385861, 83598607, { step: 0.005, lag: 0, noise: 0 }]] },
    );
  }, 20_000);

  it('that are one colour off, or the wrong way round, are not', () => {
    const code = drawn(7);
    const told = toldOf(code);
    const other = (colour: FlashColour): FlashColour => (colour === 'warm' ? 'cool' : 'warm');
    const inverted = toldOf(code.map(other));
    expect(judgeFlash(flashTrace(told, { random: randomFrom(1) }, inverted), told, DEFAULT_FLASH)).toBe('other');
    for (let i = 0; i < code.length; i++) {
      const wrong = toldOf(code.map((colour, place) => (place === i ? other(colour) : colour)));
      expect(judgeFlash(flashTrace(told, { random: randomFrom(i + 1) }, wrong), told, DEFAULT_FLASH)).toBe('other');
    }
  });

  it('that never come are not seen: a film or a photo that nothing shines on, with its noise and drift', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.double({ min: 0, max: 0.01, noNaN: true }),
        fc.double({ min: -0.1, max: 0.1, noNaN: true }),
        fc.double({ min: 0, max: 0.02, noNaN: true }),
        (seed, noise, drift, swing) => {
          const told = toldOf(drawn(seed));
          const trace = flashTrace(told, { step: 0, noise, drift, swing, random: randomFrom(seed) });
          expect(judgeFlash(trace, told, DEFAULT_FLASH)).toBe('other');
        },
      ),
      { numRuns: 500 },
    );
  }, 20_000);

  it('hidden by too much light or noise blame nobody', () => {
    const told = toldOf(drawn(3));
    const hidden = { step: 0.001, random: randomFrom(4) };
    expect(judgeFlash(flashTrace(told, { ...hidden, clipped: 0.8 }), told, DEFAULT_FLASH)).toBe('unclear');
    expect(judgeFlash(flashTrace(told, { ...hidden, noise: 0.06 }), told, DEFAULT_FLASH)).toBe('unclear');
    expect(judgeFlash(flashTrace(told, { ...hidden, noise: 0.002 }), told, DEFAULT_FLASH)).toBe('other');
  });

  it('need frames', () => {
    expect(judgeFlash([], toldOf(drawn(3)), DEFAULT_FLASH)).toBe('other');
  });
});
