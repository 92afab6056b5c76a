import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseSubject } from './choose-subject.js';
import type { Detection } from '../types.js';

const frame = { width: 640, height: 480 };
const face = (x: number, y: number, side: number, score = 0.9): Detection => ({ box: { x, y, width: side, height: side }, score });

describe('chooseSubject', () => {
  it('says -1 without a face', () => {
    expect(chooseSubject([], frame)).toBe(-1);
    expect(chooseSubject([], frame, face(1, 1, 50).box)).toBe(-1);
  });

  it('takes the near face in the middle, not a far one behind', () => {
    expect(chooseSubject([face(40, 60, 60), face(220, 140, 200), face(560, 40, 50)], frame)).toBe(1);
  });

  it('stays with the previous subject when somebody comes nearer', () => {
    const seated = face(300, 200, 120);
    expect(chooseSubject([face(60, 80, 220), { ...seated, box: { ...seated.box, x: 310 } }], frame, seated.box)).toBe(1);
  });

  it('starts anew when nobody is where the subject was', () => {
    expect(chooseSubject([face(220, 140, 200), face(40, 60, 60)], frame, { x: 500, y: 300, width: 60, height: 60 })).toBe(0);
  });

  it('stays with whoever sits there while somebody twice as large passes anywhere, in front or behind', () => {
    const step = fc.record({
      dx: fc.double({ min: -0.25, max: 0.25, noNaN: true }),
      dy: fc.double({ min: -0.25, max: 0.25, noNaN: true }),
      grow: fc.double({ min: 0.85, max: 1.18, noNaN: true }),
      score: fc.double({ min: 0.5, max: 1, noNaN: true }),
      passer: fc.record({
        x: fc.integer({ min: -100, max: 640 }),
        y: fc.integer({ min: -100, max: 480 }),
        times: fc.oneof(fc.double({ min: 2, max: 3, noNaN: true }), fc.double({ min: 0.2, max: 0.5, noNaN: true })),
        score: fc.double({ min: 0.5, max: 1, noNaN: true }),
        first: fc.boolean(),
      }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
        let seat = face(260, 180, 120).box;
        for (const { dx, dy, grow, score, passer } of steps) {
          const side = Math.max(60, Math.min(240, seat.width * grow));
          const seated = face(seat.x + dx * seat.width, seat.y + dy * seat.width, side, score);
          const other = face(passer.x, passer.y, side * passer.times, passer.score);
          const faces = passer.first ? [other, seated] : [seated, other];
          expect(faces[chooseSubject(faces, frame, seat)]).toBe(seated);
          seat = seated.box;
        }
      }),
    );
  });

  it('never looks at the score', () => {
    const faces = fc.array(
      fc.tuple(fc.integer({ max: 500, min: 0 }), fc.integer({ max: 400, min: 0 }), fc.integer({ min: 20, max: 200 })),
      { minLength: 1, maxLength: 5 },
    );
    const scores = fc.array(fc.double({ min: 0.5, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(faces, scores, (places, sure) => {
        const plain = places.map(([x, y, side]) => face(x, y, side));
        const scored = places.map(([x, y, side], i) => face(x, y, side, sure[i]));
        expect(chooseSubject(scored, frame)).toBe(chooseSubject(plain, frame));
        expect(chooseSubject(scored, frame, plain[0]?.box)).toBe(chooseSubject(plain, frame, plain[0]?.box));
      }),
    );
  });
});
