import type { Coverage, Policy } from '@invigil/shared';
import { intersectIntervals, lengthOf, mergeIntervals, subtractIntervals, type Interval } from './intervals.js';
import type { Look } from './look.js';

/** A look vouches for the time until the next one is due, and half as long again: networks are not clocks. */
const GRACE = 1.5;

/**
 * The share of the running time that was observed.
 * @param running when the attempt ran, merged, milliseconds
 * @param policy how often the page was to look and to send a frame
 * @param blind when the page had no picture to show on request, merged: what it told then of its own accord vouches for nothing
 * @returns shares from 0 to 1; 0 when it never ran
 */
export function coverageOf(
  looks: readonly Look[],
  running: readonly Interval[],
  frames: Coverage['frames'],
  policy: Pick<Policy, 'sampleSeconds' | 'frameSeconds'>,
  blind: readonly Interval[] = [],
): Coverage {
  const whole = lengthOf(running);
  const open = subtractIntervals(running, blind);
  const share = (seen: readonly Look[]): number => {
    const observed = mergeIntervals(seen.map(({ at, source }) => ({ from: at, to: at + until(source, policy) })));
    return whole === 0 ? 0 : lengthOf(intersectIntervals(observed, open)) / whole;
  };
  // A page without a face engine says nothing about faces.
  const any = looks.filter(({ unscorable }) => unscorable !== 'no_engine');
  return { any: share(any), identity: share(any.filter(({ distance }) => distance !== null)), frames };
}

const until = (source: Look['source'], policy: Pick<Policy, 'sampleSeconds' | 'frameSeconds'>): number =>
  (source === 'page' ? policy.sampleSeconds : policy.frameSeconds) * 1000 * GRACE;
