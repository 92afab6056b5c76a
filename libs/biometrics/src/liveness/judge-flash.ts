import type { FlashRules, FlashSample, FlashTold } from './flash-rules.js';
import { solveLinear } from './solve-linear.js';

/** `seen`: the face answered each colour. `other`: it did not. `unclear`: light or noise would have hidden it. */
export type FlashVerdict = 'seen' | 'other' | 'unclear';

interface Placed {
  readonly symbol: number;
  /** 1 for cool, -1 for warm. */
  readonly sign: number;
  /** From -1 to 1 over the whole trace. */
  readonly time: number;
  readonly value: number;
}
interface Fit {
  /** Half the difference between the two colours; positive when cool is bluer, as it must be. */
  readonly step: number;
  /** Its standard error. */
  readonly error: number;
  readonly residual: number;
  /** Mean of each colour's frames without the drift. */
  readonly means: readonly number[];
}

/** Lags tried, ms apart, and from where to where, in shortest colours. */
const LAG_STEP = 50;
const LAGS = [-0.5, 1.3] as const;
/** Earliest middle of the lags that fit alike, in shortest colours: nothing is seen before it was told, but what settles at once fits a little before as well. */
const EARLIEST = -0.15;
/**
 * How much larger the residual of the best lag that can be may be than that of the best of all. Frames that lie far apart leave a range of lags that place
 * them alike, and chance says which of these fits best; one frame on the wrong side of a change costs more.
 */
const AS_GOOD = 2;
/** Deviation that the rounding of levels and sums leaves where nothing else disturbs. */
const ROUNDING = 0.0002;
/** The colours, and beside them a level that drifts in a line: one that bends more explains away a wrong colour at either end. */
const TERMS = 3;
/** Frames that each colour must have after its change. */
const FEWEST = 2;

/** The colour that each frame shows if things take `lag`, without those that fall into a change. */
function place(samples: readonly FlashSample[], told: readonly FlashTold[], lag: number, settle: number): Placed[] {
  const [first, last] = [samples[0]?.at ?? 0, samples.at(-1)?.at ?? 1];
  const half = Math.max(1, last - first) / 2;
  return samples.flatMap(({ at, value }) => {
    const symbol = told.findLastIndex((colour) => at - lag >= colour.at);
    const colour = told[symbol];
    if (!colour || at - lag < colour.at + settle) return [];
    return [{ symbol, sign: colour.colour === 'cool' ? 1 : -1, time: (at - first) / half - 1, value }];
  });
}

function fit(placed: readonly Placed[], symbols: number): Fit | null {
  const rowOf = ({ sign, time }: Placed): number[] => [sign, 1, time];
  const normal = Array.from({ length: TERMS }, () => new Array<number>(TERMS + 1).fill(0));
  for (const one of placed) {
    const row = [...rowOf(one), one.value];
    for (let i = 0; i < TERMS; i++) normal[i] = (normal[i] ?? []).map((sum, j) => sum + (row[i] ?? 0) * (row[j] ?? 0));
  }
  const first = normal.map((row, i) => [...row.slice(0, TERMS), i === 0 ? 1 : 0]);
  const [found, inverse] = [solveLinear(normal), solveLinear(first)];
  if (!found || !inverse || placed.length <= TERMS) return null;
  const [step = 0, ...drift] = found;
  const rest = placed.map((one) => one.value - drift.reduce((sum, term, i) => sum + term * one.time ** i, 0));
  const squares = placed.reduce((sum, { sign }, i) => sum + ((rest[i] ?? 0) - step * sign) ** 2, 0);
  const residual = squares / (placed.length - TERMS);
  const means = Array.from({ length: symbols }, (_, symbol) => {
    const of = rest.filter((_, i) => placed[i]?.symbol === symbol);
    return of.reduce((sum, value) => sum + value, 0) / of.length;
  });
  return { step, error: Math.sqrt(Math.max(0, residual * (inverse[0] ?? 0))), residual, means };
}

/**
 * The best of the lags that can be, or null where those that fit as well lie about one that cannot: another run's colours may fit one place further on.
 * Frames just after a change are left out, so that lags a little too early fit alike, and frames that lie far apart leave more of them: what happened lies in their middle.
 */
function bestFit(samples: readonly FlashSample[], told: readonly FlashTold[], { lag: latest, settleMs }: FlashRules): Fit | null {
  const shortest = Math.min(...told.slice(1).map(({ at }, i) => at - (told[i]?.at ?? at)));
  const tried: { lag: number; found: Fit }[] = [];
  for (let lag = LAGS[0] * shortest; lag <= LAGS[1] * shortest; lag += LAG_STEP) {
    const placed = place(samples, told, lag, settleMs);
    if (told.some((_, symbol) => placed.filter((one) => one.symbol === symbol).length < FEWEST)) continue;
    const found = fit(placed, told.length);
    if (found) tried.push({ lag, found });
  }
  const least = Math.min(...tried.map(({ found }) => found.residual));
  const alike = tried.filter(({ found }) => found.residual <= AS_GOOD * least + ROUNDING ** 2);
  const middle = ((alike[0]?.lag ?? NaN) + (alike.at(-1)?.lag ?? NaN)) / 2;
  if (!(middle >= EARLIEST * shortest && middle <= latest * shortest)) return null;
  const possible = alike.filter(({ lag }) => lag >= 0 && lag <= latest * shortest).map(({ found }) => found);
  return possible.reduce<Fit | null>((best, next) => (next.residual < (best?.residual ?? Infinity) ? next : best), null);
}

/** Error of the mean of one colour's frames, from how frames next to each other differ; a median, since changes lie between some of them. */
function errorOfOne(samples: readonly FlashSample[], symbols: number): number {
  const steps = samples.slice(1).map(({ value }, i) => Math.abs(value - (samples[i]?.value ?? value)));
  const middle = steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  return middle / 0.954 / Math.sqrt(Math.max(1, samples.length / symbols));
}

/**
 * Whether a face answered the colours that it was shown: the blue over the red of its skin must step with every single one of them, in the right sense, after
 * one lag for all, beside any slow drift. Another code differs in one colour at the least, and then that one speaks against it.
 * @param samples frames of a still face, by time
 * @param told the colours, by time, on the same clock
 */
export function judgeFlash(samples: readonly FlashSample[], told: readonly FlashTold[], rules: FlashRules): FlashVerdict {
  const found = bestFit(samples, told, rules);
  const sign = (i: number): number => (told[i]?.colour === 'cool' ? 1 : -1);
  if (
    found &&
    found.step >= rules.least &&
    found.step >= rules.errors * found.error &&
    found.means.every((mean, i) => mean * sign(i) >= rules.share * found.step)
  )
    return 'seen';
  const clipped = samples.reduce((sum, sample) => sum + sample.clipped, 0) / Math.max(1, samples.length);
  return clipped >= rules.clipped || errorOfOne(samples, told.length) > rules.noisy ? 'unclear' : 'other';
}
