import { LIVENESS_MOVES, type LivenessMove } from '@invigil/shared';
import { drawFlashCode } from './draw-flash-code.js';
import type { FlashRules, FlashRun } from './flash-rules.js';
import { DEFAULT_LIVENESS, type LivenessRules } from './liveness-rules.js';
import type { LivenessCounts, LivenessRandom, LivenessRun } from './liveness-run.js';

const NOTHING_SEEN: LivenessCounts = { held: 0, wrong: 0, flat: 0, several: 0, strange: 0, others: 0, jumps: 0, tilted: 0 };

function drawn(random: LivenessRandom, moves: number): LivenessMove[] {
  const left: LivenessMove[] = [...LIVENESS_MOVES];
  return Array.from({ length: moves }, () => left.splice(random.below(left.length), 1)).flat();
}

/** Codes drawn: one more for when the first could not be seen. */
const CODES = 2;

function drawnFlash(random: LivenessRandom, rules: FlashRules): FlashRun {
  const codes = Array.from({ length: CODES }, () => drawFlashCode(random, rules.symbols));
  return { rules, codes, nonces: codes.map(() => random.nonce()), round: 0, told: [], samples: [], result: null };
}

/**
 * Begins a challenge: head movements in a random order without repeats, each between looks straight ahead, and a secret for each step that the frames of
 * that step must carry. Where the rules say so, a random code of soft colours comes after the movements.
 * @param at milliseconds on the judging clock
 * @throws RangeError for rules that ask for no movement or more than there are
 */
export function startLiveness(random: LivenessRandom, at: number, rules: LivenessRules = DEFAULT_LIVENESS): LivenessRun {
  if (!Number.isInteger(rules.moves) || rules.moves < 1 || rules.moves > LIVENESS_MOVES.length)
    throw new RangeError(`A challenge has 1 to ${LIVENESS_MOVES.length} movements, not ${rules.moves}.`);
  const order = drawn(random, rules.moves);
  return {
    rules,
    order,
    nonces: Array.from({ length: 2 * order.length + 1 }, () => random.nonce()),
    place: 0,
    startedAt: at,
    deadlineAt: at + rules.seconds * 1000,
    state: 'running',
    fault: null,
    advice: null,
    counts: NOTHING_SEEN,
    gathered: [],
    baseline: null,
    flash: rules.flash && drawnFlash(random, rules.flash),
    pace: { since: at, frames: 0 },
    last: null,
  };
}
