import { z } from 'zod';
import type { AttemptState, CheckInState } from './attempt.js';
import type { Ack } from './errors.js';
import type { Message } from './student-events.js';
import { verdictSchema, type ViolationView } from './violation.js';

const id = z.uuid();
const reason = z.string().trim().max(500);

export const watchSchema = z.object({
  examId: id,
  /** The highest position the page has seen; 0 for all. */ afterPosition: z.number().int().min(0).default(0),
});
export interface Watched {
  examId: string;
  title: string;
  serverTime: number;
  /** What the signed-in person may do here. */
  may: { act: boolean; judge: boolean };
  attempts: AttemptTile[];
  /** Violations whose newest event lies after `afterPosition`, by position; at most 500. */
  violations: ViolationView[];
  /** Position of the newest event in `violations`, or what was asked for when there is none. */
  position: number;
  /** True when there is more: ask again with `position`. */
  more: boolean;
}
/** One student on the wall. */
export interface AttemptTile {
  id: string;
  examId: string;
  studentId: string;
  name: string;
  email: string;
  state: AttemptState;
  checkIn: CheckInState;
  online: boolean;
  lastSeenAt: string | null;
  startedAt: string | null;
  deadlineAt: string | null;
  pausedAt: string | null;
  answered: number;
  questions: number;
  reason: string | null;
  /** Confirmed violations so far, and whether one is open now. */
  violations: number;
  openViolations: number;
  /** Share (0 to 1) of the last minutes in which the face could be compared; null where nobody is to be, or it is too early to say. */
  identityCoverage: number | null;
}

const someAttempts = z.array(id).min(1).max(500);
export const actSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('message'), attemptIds: someAttempts, text: z.string().trim().min(1, 'Write the message.').max(2000) }),
  z.object({ action: z.literal('warn'), attemptIds: someAttempts, text: z.string().trim().min(1, 'Write the warning.').max(2000) }),
  z.object({ action: z.literal('pause'), attemptIds: someAttempts, reason: reason.default('') }),
  z.object({ action: z.literal('resume'), attemptIds: someAttempts }),
  z.object({ action: z.literal('extend'), attemptIds: someAttempts, minutes: z.number().int().min(1).max(600) }),
  z.object({ action: z.literal('terminate'), attemptIds: someAttempts, reason: reason.min(1, 'Give a reason; the student will see it.') }),
  z.object({ action: z.literal('admit'), attemptIds: someAttempts, reason: reason.default('') }),
  z.object({ action: z.literal('refuse'), attemptIds: someAttempts, reason: reason.min(1, 'Give a reason; the student will see it.') }),
]);
export type Act = z.infer<typeof actSchema>;
/** One outcome an attempt: a wrong state of one does not stop the others. */
export interface Acted {
  done: string[];
  failed: { attemptId: string; message: string }[];
}
export const judgeSchema = z.object({ violationId: id, verdict: verdictSchema, reason: reason.default('') });

export const PROCTOR_CALLS = {
  'exam:watch': watchSchema,
  'attempt:act': actSchema,
  'violation:judge': judgeSchema,
  'messages:read': z.object({ attemptId: id }),
} as const;
export interface ProctorReplies {
  'exam:watch': Watched;
  'attempt:act': Acted;
  'violation:judge': ViolationView;
  'messages:read': { messages: Message[] };
}
export type ProctorCall = keyof typeof PROCTOR_CALLS;
export type ProctorRequest<E extends ProctorCall> = z.infer<(typeof PROCTOR_CALLS)[E]>;
export type ProctorToServer = {
  [E in ProctorCall]: (request: z.input<(typeof PROCTOR_CALLS)[E]>, ack: (reply: Ack<ProctorReplies[E]>) => void) => void;
};
export interface ServerToProctor {
  /** Positions come without holes within an exam: a page that sees one asks `exam:watch` again. */
  'violation:changed': (violation: ViolationView) => void;
  'attempt:changed': (tile: AttemptTile) => void;
  'presence:changed': (presence: { attemptId: string; online: boolean; lastSeenAt: string | null }) => void;
  'thumbnail:updated': (thumbnail: { attemptId: string; at: string; jpeg: Uint8Array }) => void;
  'message:posted': (message: Message) => void;
  'session:expired': () => void;
}
