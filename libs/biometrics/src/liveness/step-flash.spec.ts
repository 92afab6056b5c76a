import type { FlashColour } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { HEAD_MODEL } from '../samples/head-model.js';
import { randomFrom } from '../samples/random.js';
import { mover, play, seeded, type Actor } from '../testing/liveness-actors.js';
import { projectHead, seenFace } from '../testing/project-head.js';
import { gatherBaseline } from './gather-baseline.js';
import {
  DEFAULT_FLASH,
  DEFAULT_LIVENESS,
  expireLiveness,
  livenessNow,
  startLiveness,
  stepLiveness,
  type FaceColour,
  type LivenessRun,
} from './index.js';

const rules = { ...DEFAULT_LIVENESS, flash: DEFAULT_FLASH };
const random = randomFrom(11);
/** Skin in the light of a colour, with the noise of a sensor. */
const skin = (colour: FlashColour | null, clipped = 0): FaceColour => {
  const noise = () => (random() - 0.5) * 0.4;
  return { r: 150 + (colour === 'warm' ? 4 : 0) + noise(), g: 120 + noise(), b: 100 + (colour === 'cool' ? 4 : 0) + noise(), clipped };
};
/** A head that does as it is asked, and a face that shows what `answer` makes of what the page shows. */
function sits(answer: (shown: FlashColour | null, at: number) => FaceColour | null): Actor {
  const inner = mover(HEAD_MODEL, { degrees: 32 });
  // the camera sees what the page showed one frame ago
  let before: FlashColour | null = null;
  return (told) => {
    const seen = { ...inner(told), colour: answer(before, told.at) };
    before = told.colour;
    return seen;
  };
}
const outcome = ({ state, fault, flash }: LivenessRun) => [state, fault, flash?.result ?? null];

describe('colours after the movements', () => {
  it('pass a face that answers each of them, whatever the code', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const run = play(
        sits((colour) => skin(colour)),
        { seed, rules },
      );
      expect(outcome(run)).toEqual(['passed', null, 'seen']);
      const gaps = (run.flash?.told ?? []).slice(1).map(({ at }, i) => at - (run.flash?.told[i]?.at ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
      expect(run.flash?.told.map(({ colour }) => colour)).toEqual(run.flash?.codes[0]);
    }
  });

  it('fail a face that never answers, that answers the wrong way round, or as in another run', () => {
    const wrong: Record<FlashColour, FlashColour> = { warm: 'cool', cool: 'warm' };
    const replayed = play(
      sits((colour) => skin(colour)),
      { seed: 2, rules },
    ).flash?.told;
    const begun = replayed?.[0]?.at ?? 0;
    let ours: number | null = null;
    const replay = (colour: FlashColour | null, at: number) => {
      if (colour !== null) ours ??= at - 200;
      const shift = begun - (ours ?? at);
      return skin(replayed?.findLast((one) => at - 200 + shift >= one.at)?.colour ?? null);
    };
    for (const answer of [() => skin(null), (colour: FlashColour | null) => skin(colour && wrong[colour]), replay])
      expect(outcome(play(sits(answer), { seed: 1, rules }))).toEqual(['failed', 'flash', null]);
  });

  it('that nobody could see are asked for once more with another code, and then the movements alone decide', () => {
    const run = play(
      sits(() => skin(null, 0.9)),
      { rules },
    );
    expect(outcome(run)).toEqual(['passed', null, 'unclear']);
    expect(run.flash?.round).toBe(1);
    expect(new Set(run.flash?.nonces).size).toBe(2);
    let round = 0;
    let lit = false;
    const dims = sits((colour) => {
      if (lit !== (colour !== null)) round += colour === null ? 0 : 1;
      lit = colour !== null;
      return round > 1 ? skin(colour) : skin(null, 0.9);
    });
    const dimmed = play(dims, { rules });
    expect(outcome(dimmed)).toEqual(['passed', null, 'seen']);
  });

  it('need a still head', () => {
    const inner = sits((colour) => skin(colour));
    const restless: Actor = (told) => {
      const seen = inner(told);
      if (told.colour === null || !seen.face) return seen;
      const shift = (told.frame % 2) * 20;
      const landmarks = seen.face.landmarks.map(({ x, y }) => ({ x: x + shift, y }));
      return { ...seen, face: { ...seen.face, landmarks } };
    };
    expect(outcome(play(restless, { rules }))).toEqual(['failed', 'time', null]);
  });

  it('wait for the person to let them begin, with time of their own, and are told one at a time', () => {
    const first = startLiveness(seeded(1), 0, rules);
    const done: LivenessRun = { ...first, place: first.nonces.length, deadlineAt: 61_000 };
    expect(livenessNow(done)).toMatchObject({ move: null, flash: { colour: null }, nonce: first.flash?.nonces[0] });
    expect(expireLiveness(done, 61_001).fault).toBe('time');
    const frame = { at: 60_000, nonce: livenessNow(done).nonce, faces: 1, counted: false, face: seenFace(projectHead(HEAD_MODEL, {})) };
    const begun = stepLiveness({ ...done, baseline: gatherBaseline([frame.face, frame.face, frame.face]) }, frame).run;
    expect(livenessNow(begun).flash).toEqual({ colour: first.flash?.codes[0]?.[0] });
    expect(begun.deadlineAt).toBe(60_000 + 1000 * DEFAULT_FLASH.seconds);
  });

  it('never come where the rules have none', () => {
    const run = play(mover(HEAD_MODEL, { degrees: 32 }));
    expect(outcome(run)).toEqual(['passed', null, null]);
    expect(run.flash).toBeNull();
  });
});
