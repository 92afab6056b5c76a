import type { FlashColour } from '@invigil/shared';
import { describe, expect, it } from 'vitest';
import { HEAD_MODEL } from '../samples/head-model.js';
import { randomFrom } from '../samples/random.js';
import { mover, seeded } from '../testing/liveness-actors.js';
import {
  DEFAULT_FLASH,
  DEFAULT_LIVENESS,
  expireLiveness,
  isTooSlow,
  livenessNow,
  startLiveness,
  stepLiveness,
  type LivenessRun,
} from './index.js';

interface Machines {
  readonly seed: number;
  /** Longest times in ms: of the server to look at a frame, of the line each way, and of the page before it takes the next picture. */
  readonly look: number;
  readonly line: number;
  readonly stall: number;
  /** From the page's colour to the camera's picture. */
  readonly camera: number;
}

/** An honest person at a page that sends one frame at a time, on machines as slow as said: each wait is drawn anew, mostly short and sometimes long. */
function honest({ seed, look, line, stall, camera }: Machines, shines = true): { run: LivenessRun; at: number } {
  const random = randomFrom(seed);
  const wait = (most: number): number => most * random() ** 3;
  const head = mover(HEAD_MODEL, { degrees: 32 });
  const shown: { at: number; colour: FlashColour | null }[] = [{ at: 0, colour: null }];
  let run = startLiveness(seeded(seed), 0, { ...DEFAULT_LIVENESS, flash: DEFAULT_FLASH });
  let [grabbedAt, toldAt, at] = [0, 0, 0];
  for (let frame = 0; run.state === 'running'; frame++) {
    const { move, nonce } = livenessNow(run);
    const colour = shown.findLast((one) => one.at <= grabbedAt - camera)?.colour ?? null;
    const seen = head({ move, colour, nonce, since: grabbedAt - toldAt, at: grabbedAt, frame });
    at = grabbedAt + 20 + wait(line);
    const answeredAt = at + 40 + wait(look);
    const light = shines && colour !== null ? (colour === 'cool' ? 4 : -4) : 0;
    const skin = { r: 150 + (random() - 0.5) * 0.4, g: 120, b: 100 + light + (random() - 0.5) * 0.4, clipped: 0 };
    const before = run.place;
    run = stepLiveness(run, { ...seen, at, answeredAt, colour: skin }).run;
    // the page keeps its own second between two changes
    const heardAt = answeredAt + 20 + wait(line);
    const next = livenessNow(run).flash?.colour ?? null;
    const last = shown.at(-1);
    const changes = last !== undefined && next !== last.colour;
    const showsAt = changes && last.colour !== null ? Math.max(heardAt, last.at + 1000) : heardAt;
    if (changes) shown.push({ at: showsAt, colour: next });
    if (run.place !== before) toldAt = showsAt;
    grabbedAt = Math.max(grabbedAt + 180, showsAt + wait(stall));
    if (run.state === 'running' && grabbedAt > run.deadlineAt) [run, at] = [expireLiveness(run, grabbedAt), grabbedAt];
  }
  return { run, at };
}

/** Longest waits in ms that machines are tried with, each on three waits and many seeds; the same ones every time. */
const tried = (slowest: number): Machines[] =>
  Array.from({ length: 80 }, (_, i) => {
    const random = randomFrom(1000 * slowest + i);
    return { seed: i + 1, look: slowest * random(), line: slowest * random(), stall: slowest * random(), camera: 60 + 190 * random() };
  });

describe('an honest person', () => {
  it('passes at a busy server, on a slow line, before a page that hangs now and then', () => {
    for (const slow of [0, 100, 200, 400].flatMap(tried)) {
      const { run } = honest(slow);
      expect([run.state, run.fault, run.flash?.result], JSON.stringify(slow)).toEqual(['passed', null, 'seen']);
    }
  }, 60_000);

  it('on still slower machines was too slow to be judged, and the one in some hundred who is failed all the same may try again', () => {
    const ends = [800, 1200, 2000, 5000, 20_000].flatMap(tried).map((slow) => {
      const { run, at } = honest(slow);
      return isTooSlow(run, at) ? 'too slow' : run.state;
    });
    expect(ends.filter((end) => end === 'failed').length).toBeLessThanOrEqual(ends.length / 100);
    expect(ends).toContain('too slow');
  }, 60_000);
});

describe('too slow', () => {
  const usual: Machines = { seed: 3, look: 100, line: 50, stall: 50, camera: 100 };

  it('is no excuse for whoever sent frames enough and did not answer the colours', () => {
    const { run, at } = honest(usual, false);
    expect([run.fault, isTooSlow(run, at)]).toEqual(['flash', false]);
  });

  it('is not who sent nothing, nor who did not let the colours begin, nor who did something else', () => {
    const silent = expireLiveness(startLiveness(seeded(1), 0), 31_000);
    expect([silent.fault, isTooSlow(silent, 31_000)]).toEqual(['time', false]);
    const few: LivenessRun = { ...silent, pace: { since: 0, frames: 12 } };
    expect(isTooSlow(few, 31_000)).toBe(true);
    expect(isTooSlow({ ...few, fault: 'wrong_move' }, 31_000)).toBe(false);
    expect(isTooSlow({ ...few, pace: { since: 0, frames: 40 } }, 31_000)).toBe(false);
    const first = startLiveness(seeded(1), 0, { ...DEFAULT_LIVENESS, flash: DEFAULT_FLASH });
    const waiting = expireLiveness({ ...first, place: first.nonces.length, pace: { since: 0, frames: 30 } }, 90_000);
    expect([waiting.fault, isTooSlow(waiting, 90_000)]).toEqual(['time', false]);
  });
});
