import { VIOLATIONS, type LivenessFault, type ViolationKind, type ViolationView } from '@invigil/shared';
import { unableWords } from './unable-words.ts';

const number = (value: unknown, digits = 2): string => (typeof value === 'number' ? value.toFixed(digits) : '–');
const whole = (value: unknown): string => (typeof value === 'number' ? String(Math.round(value)) : '–');

const FAULTS = {
  time: 'time ran out',
  wrong_move: 'another movement than the one asked for',
  nonce: 'answers to another challenge',
  several: 'more than one face',
  cut: 'the picture jumped as if cut',
  flat: 'it moved as a flat picture does',
  other_face: 'another face than at the beginning',
  flash: 'the colours did not come back',
} as const satisfies Record<LivenessFault, string>;
const faultOf = (reason: unknown): string => {
  const words = Object.entries(FAULTS).find(([fault]) => fault === reason)?.[1];
  return words === undefined ? '' : ` (the last one: ${words})`;
};

type Words = (measurements: Record<string, unknown>) => string;

/** What was measured, in one line that a person can check against the picture. */
const WORDS = {
  identity_mismatch: (m) =>
    `Distance ${number(m['distance'])}, the limit is ${number(m['threshold'])} (${m['source'] === 'server' ? 'computed by the server' : 'reported by the page'}, ${whole(m['observations'])} observations)`,
  face_missing: (m) => `Nobody seen for ${whole(m['missingSeconds'])} s`,
  multiple_faces: (m) => `${whole(m['faces'])} faces in ${whole(m['observations'])} observations`,
  descriptor_forged: (m) =>
    `The page's descriptor lies ${number(m['between'])} from the server's for the same frame; up to ${number(m['noise'])} is measurement noise`,
  screen_detected: (m) =>
    `Screen confidence ${whole(m['confidence'])} %, the limit is ${whole(m['threshold'])} % (${whole(m['frames'])} frames)`,
  spoof_suspected: (m) =>
    `Passive score ${whole(m['score'])} of 100 over ${whole(m['frames'])} frames${m['repeated'] === true ? '; exactly the same picture came again' : ''}; ${m['failed'] === 1 ? '1 head-movement challenge' : `${whole(m['failed'])} head-movement challenges`} failed${faultOf(m['reason'])}`,
  frame_replayed: (m) => `Exactly the same picture ${whole(m['repeats'])} times within ${whole(m['seconds'])} s`,
  looking_away: (m) => `Turned away for ${whole(m['seconds'])} s in ${whole(m['samples'])} samples`,
  telemetry_gap: (m) => `Nothing received for ${whole(m['silentSeconds'])} s`,
  challenge_unanswered: (m) => `${whole(m['unanswered'])} requested frames were not sent`,
  picture_unavailable: (m) => {
    const reason = unableWords(m['reason']);
    return `${whole(m['requests'])} requests within ${whole(m['seconds'])} s to which the page said that it has no picture${reason ? ` (last: ${reason})` : ''}`;
  },
  second_session: (m) => `${whole(m['devices'])} devices on one attempt`,
  sequence_conflict: (m) => `Number ${whole(m['seq'])} came twice with different content`,
  proctor_note: (m) => (typeof m['text'] === 'string' ? m['text'] : ''),
} satisfies Record<ViolationKind, Words>;

export const titleOf = (kind: ViolationKind): string => VIOLATIONS[kind].title;
/** What the compared face is called in a picture: whose it is, is what is in doubt where it is another person's. */
export const subjectOf = (kind: ViolationKind): string => (kind === 'identity_mismatch' ? 'compared face' : 'student');
export const measured = (violation: Pick<ViolationView, 'kind' | 'measurements'>): string => WORDS[violation.kind](violation.measurements);

/** How strongly it is shown: red only where a person must act. */
export function toneOf(violation: Pick<ViolationView, 'severity' | 'confirmed' | 'verdict'>): 'act' | 'look' | 'neutral' {
  if (violation.verdict?.verdict === 'dismissed' || violation.severity < 0.15) return 'neutral';
  return violation.confirmed && violation.severity >= 0.5 ? 'act' : 'look';
}

/** "4 s", "2 min 05 s": from opening to end, or to `now` (ms) while it goes on. */
export function lasted(violation: Pick<ViolationView, 'openedAt' | 'endedAt'>, now: number): string {
  const end = violation.endedAt === null ? now : Date.parse(violation.endedAt);
  const seconds = Math.max(0, Math.round((end - Date.parse(violation.openedAt)) / 1000));
  if (seconds < 60) return `${String(seconds)} s`;
  return `${String(Math.floor(seconds / 60))} min ${String(seconds % 60).padStart(2, '0')} s`;
}
