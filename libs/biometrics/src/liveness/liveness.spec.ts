import { LIVENESS_MOVES, type LivenessMove } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEAD_MODEL } from '../samples/head-model.js';
import { randomFrom } from '../samples/random.js';
import { mover, play, seeded, TURNS, type Actor } from '../testing/liveness-actors.js';
import { anotherHead, flatPhoto, projectHead, seenFace } from '../testing/project-head.js';
import { DEFAULT_LIVENESS, expireLiveness, livenessNow, startLiveness, stepLiveness } from './index.js';

const seeds = fc.integer({ min: 1, max: 1e9 });
const OPPOSITE = { left: 'right', right: 'left', up: 'down', down: 'up' } as const satisfies Record<LivenessMove, LivenessMove>;
const unit = (place: number): Float32Array => Float32Array.from({ length: 128 }, (_, i) => (i === place ? 1 : 0));

describe('the order', () => {
  it('holds three different movements, each of the 24 orders, and secrets that are never repeated', () => {
    const orders = new Set<string>();
    for (let seed = 1; seed <= 500; seed++) {
      const { order, nonces } = startLiveness(seeded(seed), 0);
      expect(new Set(order).size).toBe(3);
      expect(nonces).toHaveLength(7);
      expect(new Set(nonces).size).toBe(7);
      orders.add(order.join());
    }
    expect(orders.size).toBe(24);
  });
  it('refuses more movements than there are', () => {
    expect(() => startLiveness(seeded(1), 0, { ...DEFAULT_LIVENESS, moves: 5 })).toThrow(RangeError);
    expect(() => startLiveness(seeded(1), 0, { ...DEFAULT_LIVENESS, moves: 0 })).toThrow(RangeError);
  });
  it('is told one movement at a time, with a look ahead between', () => {
    const run = startLiveness(seeded(3), 0);
    const told = run.nonces.map((_, place) => livenessNow({ ...run, place }));
    expect(told.map(({ move }) => move)).toEqual([null, run.order[0], null, run.order[1], null, run.order[2], null]);
    expect(told.map(({ number }) => number)).toEqual([1, 1, 2, 2, 3, 3, 3]);
  });
});

describe('a living head', () => {
  it('passes: any head, camera, posture and pace of frames, with the noise of nets', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.record({
          perSecond: fc.integer({ min: 3, max: 8 }),
          degrees: fc.integer({ min: 30, max: 38 }),
          distance: fc.double({ min: 5, max: 14, noNaN: true }),
          scale: fc.double({ min: 35, max: 110, noNaN: true }),
          yaw: fc.double({ min: -8, max: 8, noNaN: true }),
          roll: fc.double({ min: -20, max: 20, noNaN: true }),
          delay: fc.integer({ min: 200, max: 900 }),
        }),
        (seed, { perSecond, ...view }) => {
          const random = randomFrom(seed);
          const run = play(mover(anotherHead(random), { ...view, noise: 0.01, random }), { seed, perSecond });
          expect([run.fault, run.state]).toEqual([null, 'passed']);
        },
      ),
      { numRuns: 200 },
    );
  }, 20_000);

  it('passes though a detection is missed now and then, and one phantom stands beside it', () => {
    const inner = mover(HEAD_MODEL, { degrees: 32 });
    const run = play((told) => {
      const seen = inner(told);
      if (told.frame % 5 === 2) return { ...seen, faces: 0, face: null };
      return told.frame === 24 ? { ...seen, faces: 2, counted: true } : seen;
    });
    expect(run.state).toBe('passed');
  });

  it('passes though an answer was lost once and its nonce came again', () => {
    const inner = mover(HEAD_MODEL, { degrees: 32 });
    const run = play((told) => (told.frame === 9 ? { ...inner(told), nonce: 'nonce-1-1' } : inner(told)));
    expect(run.state).toBe('passed');
  });

  it('is told what to do and not failed while somebody else is there before it began', () => {
    const inner = mover(HEAD_MODEL, { degrees: 32 });
    const run = play((told) => ({ ...inner(told), ...(told.frame < 6 ? { faces: 2, counted: true } : {}) }));
    expect(run.state).toBe('passed');
    const first = startLiveness(seeded(1), 0);
    const crowd = { at: 0, nonce: livenessNow(first).nonce, faces: 2, counted: true, face: seenFace(projectHead(HEAD_MODEL, {})) };
    expect(stepLiveness(first, crowd).run.advice).toBe('alone');
  });
});

describe('what is no living head before the camera', () => {
  it('a flat photo never passes, moved about, turned and tilted up to 55°, however near', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.record({
          degrees: fc.integer({ min: 8, max: 39 }),
          distance: fc.double({ min: 4, max: 14, noNaN: true }),
          roll: fc.double({ min: -20, max: 20, noNaN: true }),
          noise: fc.double({ min: 0, max: 0.012, noNaN: true }),
        }),
        (seed, view) => {
          const random = randomFrom(seed);
          const run = play(mover(flatPhoto(anotherHead(random)), { ...view, random }), { seed });
          expect(run.state).toBe('failed');
          expect(['flat', 'time', 'wrong_move']).toContain(run.fault);
        },
      ),
      { numRuns: 100 },
    );
  }, 20_000);

  it('a flat photo pushed around as the arrows say does not pass either', () => {
    const shifts = { left: [90, 0], right: [-90, 0], up: [0, -70], down: [0, 70] } as const;
    const photo = flatPhoto(HEAD_MODEL);
    const run = play(({ move, nonce, since }) => {
      const [x, y] = move === null ? [0, 0] : shifts[move].map((shift) => shift * Math.min(1, since / 1500));
      return { nonce, faces: 1, counted: true, face: seenFace(projectHead(photo, { middle: { x: 320 + (x ?? 0), y: 220 + (y ?? 0) } })) };
    });
    expect([run.state, run.fault]).toEqual(['failed', 'time']);
  });

  it('a photo bent about one axis fails, for every order needs both', () => {
    const photo = flatPhoto(HEAD_MODEL);
    const bent = photo.map(({ x, y }) => ({ x: 1.3 * Math.sin(x / 1.3), y, z: 1.3 * (Math.cos(x / 1.3) - 1) }));
    for (let seed = 1; seed <= 24; seed++) expect(play(mover(bent, { degrees: 50 }), { seed }).state).toBe('failed');
  });

  it('sitting still runs out of time', () => {
    const run = play(mover(HEAD_MODEL, { noise: 0.01, random: randomFrom(5) }, () => null));
    expect([run.state, run.fault]).toEqual(['failed', 'time']);
  });

  it('another movement than the one asked for fails', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const run = play(
          mover(HEAD_MODEL, { degrees: 32 }, ({ move }) => (move === null ? null : OPPOSITE[move])),
          { seed },
        );
        expect([run.state, run.fault]).toEqual(['failed', 'wrong_move']);
      }),
    );
  });

  it('a recording in another order fails unless it happens to be the right one', () => {
    const recorded = [null, 'left', null, 'up', null, 'right', null] as const;
    for (let seed = 1; seed <= 60; seed++) {
      const { order } = startLiveness(seeded(seed), 0);
      if (order.join() === 'left,up,right') continue;
      const inner = mover(HEAD_MODEL, { degrees: 32, delay: 0 }, ({ at }) => recorded[Math.floor(at / 1500)] ?? null);
      expect(play(inner, { seed }).state, order.join()).toBe('failed');
    }
  });

  it('an answer to another run fails by its nonces, and none of it is looked at', () => {
    const inner = mover(HEAD_MODEL, { degrees: 32 });
    const run = play((told) => ({ ...inner(told), nonce: `nonce-99-${told.frame}` }));
    expect([run.state, run.fault, run.place]).toEqual(['failed', 'nonce', 0]);
  });

  it('a second person fails it', () => {
    const inner = mover(HEAD_MODEL, { degrees: 32 });
    const run = play((told) => ({ ...inner(told), ...(told.frame > 14 ? { faces: 2, counted: true } : {}) }));
    expect([run.state, run.fault]).toEqual(['failed', 'several']);
  });

  it('a cut in the film fails it: the face is elsewhere at once, and stays there', () => {
    const inner = mover(HEAD_MODEL, { degrees: 32 });
    const aside = mover(HEAD_MODEL, { degrees: 32, middle: { x: 480, y: 200 }, scale: 50 });
    const run = play((told) => {
      const [here, there] = [inner(told), aside(told)];
      return told.frame < 12 ? here : there;
    });
    expect([run.state, run.fault]).toEqual(['failed', 'cut']);
  });

  it('one look that does not fit is forgiven', () => {
    const inner = mover(HEAD_MODEL, { degrees: 32 });
    const elsewhere = seenFace(projectHead(HEAD_MODEL, { middle: { x: 520, y: 120 }, scale: 30 }));
    expect(play((told) => (told.frame === 12 ? { ...inner(told), face: elsewhere } : inner(told))).state).toBe('passed');
  });

  it('another face than it began with fails it', () => {
    const inner = mover(HEAD_MODEL, { degrees: 32 });
    const swapping: Actor = (told) => {
      const seen = inner(told);
      return seen.face ? { ...seen, face: { ...seen.face, descriptor: unit(told.frame < 15 ? 0 : 1) } } : seen;
    };
    const run = play(swapping);
    expect([run.state, run.fault]).toEqual(['failed', 'other_face']);
  });

  it('ends when the time is over, also where no frame comes, and stays over', () => {
    const run = startLiveness(seeded(1), 1000);
    expect(expireLiveness(run, 31_000)).toBe(run);
    const over = expireLiveness(run, 31_001);
    expect([over.state, over.fault]).toEqual(['failed', 'time']);
    expect(stepLiveness(over, { at: 31_002, nonce: livenessNow(over).nonce, faces: 0, counted: true, face: null }).run).toBe(over);
  });

  it('is decided by its frames alone', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(...LIVENESS_MOVES), (seed, instead) => {
        const once = () =>
          play(
            mover(HEAD_MODEL, { degrees: 30, noise: 0.01, random: randomFrom(seed) }, () => instead),
            { seed },
          );
        expect(once()).toEqual(once());
      }),
      { numRuns: 20 },
    );
  });
});

describe('the model head', () => {
  it('has 68 points, alike on both sides', () => {
    expect(HEAD_MODEL).toHaveLength(68);
    for (const [a, b] of [
      [0, 16],
      [17, 26],
      [36, 45],
      [39, 42],
      [48, 54],
      [31, 35],
    ] as const)
      expect(HEAD_MODEL[a]?.x).toBeCloseTo(-(HEAD_MODEL[b]?.x ?? 0), 9);
  });
  it('turns as `HeadPose` says', () => {
    for (const [move, turn] of Object.entries(TURNS)) {
      const view = Object.fromEntries(Object.entries(turn).map(([axis, sign]) => [axis, sign * 30]));
      const [ahead, now] = [seenFace(projectHead(HEAD_MODEL, {})).pose, seenFace(projectHead(HEAD_MODEL, view)).pose];
      const [yaw, pitch] = [now.yaw - ahead.yaw, now.pitch - ahead.pitch];
      expect([move, Math.sign(Math.abs(yaw) > 0.1 ? yaw : 0), Math.sign(Math.abs(pitch) > 0.1 ? pitch : 0)]).toEqual([
        move,
        'yaw' in turn ? turn.yaw : 0,
        'pitch' in turn ? turn.pitch : 0,
      ]);
    }
  });
});
