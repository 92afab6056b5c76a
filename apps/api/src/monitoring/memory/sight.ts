import type { Observation, PageSample, ServerFrame } from '../checks/observation.js';

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** How well an attempt is seen: when a face could last be compared, how long it has been too dark, and which of the last minutes were covered. A value: a step gives a new one. */
export interface Sight {
  /** Since when the attempt is watched without a break. */
  readonly since: number;
  /** When a face was last good enough to compare with. */
  readonly scorableAt: number | null;
  /** Looks in a row that were too dark. */
  readonly dark: number;
  /** The page said that it cannot take a picture, and has not shown one on request since: what it tells of its own accord covers nothing. */
  readonly blind: boolean;
  /** Times with a face that could be compared, within the last minutes; apart and in order. */
  readonly covered: readonly Stretch[];
}
/** Seconds between looks of either side. */
export interface Rhythm {
  readonly sampleSeconds: number;
  readonly frameSeconds: number;
}

/** How far back the coverage of the moment reaches. */
const WINDOW_MS = 5 * 60_000;
/** A look speaks for the time until the next one, and half as long again for one that is late. */
const GRACE = 1.5;
/** Before that, a few missed looks would be half of it. */
const ENOUGH_MS = 30_000;
const UNSEEN_MS = 120_000;
const DARK_LOOKS = 3;

export const startSight = (since: number): Sight => ({ since, scorableAt: null, dark: 0, blind: false, covered: [] });

/** The sight after one observation. */
export function stepSight(sight: Sight, observation: Observation, rhythm: Rhythm): Sight {
  if (observation.type === 'challenge' && observation.outcome !== 'missed') return { ...sight, blind: observation.outcome === 'unable' };
  if (observation.type !== 'sample' && observation.type !== 'frame') return sight;
  if (observation.unscorable === 'no_engine') return sight;
  const dark = observation.unscorable === 'dark' ? sight.dark + 1 : 0;
  if (observation.distance === null || sight.blind) return { ...sight, dark };
  const { at } = observation;
  return {
    ...sight,
    dark,
    scorableAt: Math.max(at, sight.scorableAt ?? at),
    covered: cover(sight.covered, spokenFor(observation, rhythm)),
  };
}

function spokenFor({ type, at }: PageSample | ServerFrame, { sampleSeconds, frameSeconds }: Rhythm): Stretch {
  return { from: at, to: at + (type === 'sample' ? sampleSeconds : frameSeconds) * 1000 * GRACE };
}

function cover(covered: readonly Stretch[], next: Stretch): Stretch[] {
  const touching = covered.filter(({ from, to }) => to >= next.from && from <= next.to);
  const merged = {
    from: Math.min(next.from, ...touching.map(({ from }) => from)),
    to: Math.max(next.to, ...touching.map(({ to }) => to)),
  };
  const apart = covered.filter((one) => !touching.includes(one) && one.to >= next.from - WINDOW_MS);
  return [...apart, merged].sort((a, b) => a.from - b.from);
}

/** Share (0 to 1) of the last five minutes with a face that could be compared; null in the first half minute, where it says nothing. */
export function identityCoverage({ since, covered }: Sight, now: number): number | null {
  const begin = Math.max(since, now - WINDOW_MS);
  if (now - begin < ENOUGH_MS) return null;
  const seen = covered.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, now) - Math.max(from, begin)), 0);
  return Math.min(1, seen / (now - begin));
}

/** What would help the camera, in words for the student; null while all is well. Never a number. */
export function sightHint({ since, scorableAt, dark }: Sight, now: number): { kind: string; text: string } | null {
  if (dark >= DARK_LOOKS)
    return {
      kind: 'dark',
      text: 'It is too dark to see you. Turn on a lamp in front of you, and make sure that nothing covers the camera.',
    };
  if (now - Math.max(since, scorableAt ?? since) >= UNSEEN_MS)
    return { kind: 'unseen', text: 'We have not seen your face well for a while. Please sit upright and look at the camera for a moment.' };
  return null;
}
