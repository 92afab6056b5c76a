import { z } from 'zod';
import type { Ack } from './errors.js';
import type { StudentAttempt, StudentQuestion } from './exam.js';
import { descriptorBytesSchema, jpegSchema, UNABLE, UNSCORABLE } from './frame.js';
import { livenessBeginSchema, livenessDeclineSchema, livenessFrameSchema, type LivenessAsked, type LivenessState } from './liveness.js';
import type { PagePolicy } from './policy.js';

/** Milliseconds since 1970 on the server's clock, as the page maps its monotonic clock to it. */
const at = z.number().int().min(0);
const seq = z.number().int().min(1);
const stream = z.uuid();

/** What the page says about one look through the camera. A claim: the server judges by frames of its own choosing. */
export const faceClaimSchema = z.object({
  faces: z.number().int().min(0).max(50),
  /** Why the face could not be described, null when `descriptor` is there. */
  unscorable: z.enum(UNSCORABLE).nullable(),
  descriptor: descriptorBytesSchema.nullable(),
  /** Direction of the subject's head, as ratios; null without a face. */
  pose: z
    .object({ yaw: z.number().min(-9).max(9), pitch: z.number().min(-9).max(9) })
    .nullable()
    .optional(),
});
export type FaceClaim = z.infer<typeof faceClaimSchema>;

const common = { seq, at };
export const entrySchema = z.discriminatedUnion('type', [
  z.object({ ...common, type: z.literal('sample'), claim: faceClaimSchema }),
  z.object({ ...common, type: z.literal('frame'), claim: faceClaimSchema, jpeg: jpegSchema }),
  z.object({
    ...common,
    type: z.literal('event'),
    event: z.enum([
      'page_opened',
      'camera_started',
      'camera_lost',
      'camera_denied',
      'engine_failed',
      'network_lost',
      'network_back',
      'hidden',
      'visible',
      'entry_lost',
      'answer_after_end',
    ]),
    detail: z.string().max(200).default(''),
  }),
  z.object({
    ...common,
    type: z.literal('answer'),
    questionId: z.uuid(),
    value: z.union([z.string().max(20_000), z.number().int().min(0).max(19), z.null()]),
  }),
  z.object({ ...common, type: z.literal('message'), text: z.string().trim().min(1).max(2000) }),
]);
export type Entry = z.infer<typeof entrySchema>;
export type EntryType = Entry['type'];

/** Answers and messages have a lane of their own, so that they go ahead of a backlog of samples and frames. */
export const LANES = ['answers', 'telemetry'] as const;
export type Lane = (typeof LANES)[number];
export const laneOf = (type: EntryType): Lane => (type === 'answer' || type === 'message' ? 'answers' : 'telemetry');
export const MAX_BATCH = 32;

export const joinSchema = z.object({
  attemptId: z.uuid(),
  /** A random id that the browser keeps; tells a reload from another device. */
  device: z.string().min(8).max(64),
  /** Earlier streams that the page still holds entries of. */
  holding: z.array(stream).max(50).default([]),
});
export interface Joined {
  /** The streams to number new entries in, from 1 on. */
  streams: Record<Lane, string>;
  /** For each earlier stream that the page holds: the highest number that is committed. */
  marks: Record<string, number>;
  /** Server time in ms, to map the page's clock. */
  serverTime: number;
  attempt: StudentAttempt;
  title: string;
  questions: StudentQuestion[];
  answers: Record<string, { value: string | number | null; savedAt: string }>;
  policy: PagePolicy;
  challenges: FrameChallenge[];
  /** Head movements that are asked for and not done. */
  liveness: LivenessAsked | null;
  messages: Message[];
}
export interface FrameChallenge {
  nonce: string;
  /** Server time in ms until which the frame is awaited. */
  deadlineMs: number;
}
export interface Message {
  id: string;
  attemptId: string;
  from: 'staff' | 'student';
  kind: 'message' | 'warning';
  text: string;
  at: string;
}

export const batchSchema = z.object({ stream, entries: z.array(entrySchema).min(1).max(MAX_BATCH) });
export interface BatchTaken {
  stream: string;
  /** Every entry up to this number is committed. */
  mark: number;
}
const nonce = z.string().min(16).max(64);
export const frameAnswerSchema = z.object({ nonce, at, claim: faceClaimSchema, jpeg: jpegSchema });
/** In place of a frame: none can be had. Neither an answer nor a silence; the server asks again. */
export const frameUnableSchema = z.strictObject({ nonce, reason: z.enum(UNABLE) });
export interface FrameReceipt {
  nonce: string;
  /** SHA-256 of the JPEG as it came in, hex. */
  sha256: string;
}
export const heartbeatSchema = z.object({
  /** Highest number used so far in each of the two streams. */
  maxSeq: z.partialRecord(z.enum(LANES), z.number().int().min(0)),
  at,
});
export const submitSchema = z.object({
  /** Highest number used in the stream of answers: the server submits only once it has all of them. */
  answersStream: stream,
  answersSeq: z.number().int().min(0),
});

/** `/student`: calls of the page. The key is the event, `request` its schema, `reply` the type of `data` in the ack. */
export const STUDENT_CALLS = {
  'attempt:join': joinSchema,
  'batch:submit': batchSchema,
  'frame:answer': frameAnswerSchema,
  'frame:unable': frameUnableSchema,
  'liveness:begin': livenessBeginSchema,
  'liveness:frame': livenessFrameSchema,
  'liveness:decline': livenessDeclineSchema,
  heartbeat: heartbeatSchema,
  'attempt:start': z.object({}),
  'attempt:submit': submitSchema,
} as const;
export interface StudentReplies {
  'attempt:join': Joined;
  'batch:submit': BatchTaken;
  'frame:answer': FrameReceipt;
  'frame:unable': { nonce: string };
  'liveness:begin': LivenessState;
  'liveness:frame': LivenessState;
  'liveness:decline': LivenessState;
  heartbeat: { serverTime: number };
  'attempt:start': StudentAttempt;
  'attempt:submit': StudentAttempt;
}
export type StudentCall = keyof typeof STUDENT_CALLS;
export type StudentRequest<E extends StudentCall> = z.infer<(typeof STUDENT_CALLS)[E]>;

export const hintSchema = z.object({ kind: z.string().nullable(), text: z.string().nullable() });
/** Calls of the page, as Socket.IO's type maps want them. */
export type StudentToServer = {
  [E in StudentCall]: (request: z.input<(typeof STUDENT_CALLS)[E]>, ack: (reply: Ack<StudentReplies[E]>) => void) => void;
};
/** What the server tells the page on its own. */
export interface ServerToStudent {
  'frame:challenge': (challenge: FrameChallenge) => void;
  /** Please show that you are there; null: no longer needed. */
  'liveness:asked': (asked: LivenessAsked | null) => void;
  'attempt:changed': (attempt: StudentAttempt & { serverTime: number }) => void;
  /** A calm sentence on what to do; null text takes it away. Never a distance, never a score. */
  'hint:shown': (hint: z.infer<typeof hintSchema>) => void;
  'message:posted': (message: Message) => void;
  /** Another device holds the attempt now. */
  'session:replaced': () => void;
  /** The login session ended or the token ran out: refresh over HTTP, then connect again. */
  'session:expired': () => void;
}
