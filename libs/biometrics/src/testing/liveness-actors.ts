import type { FlashColour, LivenessMove } from '@invigil/shared';
import {
  DEFAULT_LIVENESS,
  livenessNow,
  startLiveness,
  stepLiveness,
  type LivenessFrame,
  type LivenessRules,
  type LivenessRun,
} from '../liveness/index.js';
import { randomFrom } from '../samples/random.js';
import type { HeadPoint } from '../samples/head-model.js';
import { projectHead, seenFace, type View } from './project-head.js';

/** Degrees of each movement of a head that does as it is asked. */
export const TURNS = { left: { yaw: 1 }, right: { yaw: -1 }, up: { pitch: -1 }, down: { pitch: 1 } } as const satisfies Record<
  LivenessMove,
  View
>;

interface Told {
  readonly move: LivenessMove | null;
  /** What the page shows; null without colours and before they begin. */
  readonly colour: FlashColour | null;
  readonly nonce: string;
  /** Milliseconds since this step was told. */
  readonly since: number;
  readonly at: number;
  readonly frame: number;
}
/** Answers what it is told with what the camera sees. */
export type Actor = (told: Told) => Omit<LivenessFrame, 'at'>;

/** Chance that can be repeated, from a seed. */
export function seeded(seed: number): { below(limit: number): number; nonce(): string } {
  const random = randomFrom(seed);
  let last = 0;
  return { below: (limit) => Math.floor(random() * limit), nonce: () => `nonce-${seed}-${++last}` };
}

/** Plays a whole run before an actor, until it is over or the time is. */
export function play(
  actor: Actor,
  { seed = 1, perSecond = 5, rules = DEFAULT_LIVENESS }: { seed?: number; perSecond?: number; rules?: LivenessRules } = {},
): LivenessRun {
  let run = startLiveness(seeded(seed), 0, rules);
  let toldAt = 0;
  for (let frame = 0, at = 0; run.state === 'running' && at < 120_000; frame++, at += 1000 / perSecond) {
    const { move, nonce, flash } = livenessNow(run);
    const before = run.place;
    run = stepLiveness(run, { at, ...actor({ move, colour: flash?.colour ?? null, nonce, since: at - toldAt, at, frame }) }).run;
    if (run.place !== before) toldAt = at;
  }
  return run;
}

/** After so long a person goes further. */
const INSIST_MS = 3000;

/** A head that takes a moment to understand and half a second to move, up to `degrees`, and further when that does not do. `movement` says otherwise what it does. */
export function mover(
  head: readonly HeadPoint[],
  view: View & { degrees?: number; delay?: number },
  movement: (told: Told) => LivenessMove | null = ({ move }) => move,
): Actor {
  const { degrees = 28, delay = 400 } = view;
  let turned = { yaw: 0, pitch: 0 };
  let before = 0;
  return (told) => {
    const goal = {
      yaw: 0,
      pitch: 0,
      ...(told.since >= delay ? scaled(movement(told), told.since > INSIST_MS ? degrees * 1.4 : degrees) : null),
    };
    const step = Math.min(1, (told.at - before) / 400);
    before = told.at;
    if (told.since >= delay)
      turned = { yaw: turned.yaw + (goal.yaw - turned.yaw) * step, pitch: turned.pitch + (goal.pitch - turned.pitch) * step };
    const { yaw = 0, pitch = 0 } = view;
    const landmarks = projectHead(head, { ...view, yaw: yaw + turned.yaw, pitch: pitch + turned.pitch });
    return { nonce: told.nonce, faces: 1, counted: told.frame % 4 === 0, face: seenFace(landmarks) };
  };
}

function scaled(move: LivenessMove | null, degrees: number): { yaw?: number; pitch?: number } {
  if (move === null) return {};
  return Object.fromEntries(Object.entries(TURNS[move]).map(([axis, sign]) => [axis, sign * degrees]));
}
