import { z } from 'zod';
import { UNABLE } from './frame.js';
import { LIVENESS_FAULTS } from './liveness.js';

const distances = z.object({
  /** Descriptor distance, Euclidean, 0 to about 1.4. */
  distance: z.number(),
  threshold: z.number(),
  observations: z.number().int(),
  source: z.enum(['page', 'server']),
});

/** Every kind of violation: what people read, how much it weighs at most (0 to 1), and the measurements that prove it. One row a kind. */
export const VIOLATIONS = {
  identity_mismatch: {
    title: 'Another person',
    about: 'The face in front of the camera does not match the enrolled one.',
    hint: 'We want to be sure that it is you. Look straight at the camera for a moment.',
    severity: 0.8,
    measurements: distances,
  },
  face_missing: {
    title: 'No face in view',
    about: 'No face was seen by the camera.',
    hint: "We can't see your face. Move in front of the camera.",
    severity: 0.4,
    measurements: z.object({ missingSeconds: z.number() }),
  },
  multiple_faces: {
    title: 'Several faces',
    about: 'More than one face was seen by the camera.',
    hint: 'We see more than one person. Please make sure that you are alone.',
    severity: 0.6,
    measurements: z.object({ faces: z.number().int(), observations: z.number().int() }),
  },
  descriptor_forged: {
    title: 'Descriptor does not fit the picture',
    about: 'What the page said about the face differs from what the server computed from the same frame.',
    hint: null,
    severity: 0.9,
    measurements: z.object({ between: z.number(), noise: z.number(), serverDistance: z.number().nullable(), frames: z.number().int() }),
  },
  screen_detected: {
    title: 'A screen instead of a face',
    about: 'Over several frames the picture looked as if it had been taken off a screen.',
    hint: 'The picture looks as if it came from a screen. Turn screens and monitors behind you away from the camera.',
    severity: 0.7,
    measurements: z.object({
      /** 0 to 100; see `screen.confidence` of the policy for what 60 stands for. */
      confidence: z.number().min(0).max(100),
      threshold: z.number(),
      frames: z.number().int(),
      /** What each cue contributed, 0 to 1. */
      cues: z.record(z.string(), z.number()),
    }),
  },
  spoof_suspected: {
    title: 'Perhaps not a live person',
    about:
      'The pictures look as if they might be a recording. The student is then asked to show that a person is there, and it is confirmed only where that fails.',
    hint: null,
    severity: 0.7,
    measurements: z.object({
      /** Passive score over the frames, 0 to 100. */
      score: z.number().min(0).max(100),
      frames: z.number().int(),
      /** Exactly the same picture had come again, which is a reason of its own to ask for movements. */
      repeated: z.boolean().default(false),
      /** Head-movement challenges that failed. */
      failed: z.number().int(),
      /** Why the last one failed, null while none has. */
      reason: z.enum(LIVENESS_FAULTS).nullable(),
    }),
  },
  frame_replayed: {
    title: 'The same picture again',
    about: 'Exactly the same picture came more than once, which a working camera does not do.',
    hint: 'Your camera picture stands still. Unplug the camera and plug it in again, or reload this page.',
    severity: 0.8,
    measurements: z.object({ repeats: z.number().int(), seconds: z.number() }),
  },
  looking_away: {
    title: 'Looking away',
    about: 'The head was turned away from the screen.',
    hint: null,
    severity: 0.1,
    measurements: z.object({ seconds: z.number(), samples: z.number().int(), yaw: z.number(), pitch: z.number() }),
  },
  telemetry_gap: {
    title: 'Nothing received',
    about: 'The page was silent, or numbers are missing in what it sent.',
    hint: null,
    severity: 0.2,
    measurements: z.object({ silentSeconds: z.number(), missingFrom: z.number().int().nullable(), missingTo: z.number().int().nullable() }),
  },
  challenge_unanswered: {
    title: 'Requested frames not sent',
    about: 'The server asked for a frame and the connected page did not send it in time, twice.',
    hint: null,
    severity: 0.4,
    measurements: z.object({ unanswered: z.number().int() }),
  },
  picture_unavailable: {
    title: 'No picture when asked',
    about:
      'Several times the page said that it could not take the picture that the server asked for. A tab in the background or a camera that hangs does so, and so does somebody who does not want to be seen: it is never confirmed by itself, a person decides.',
    hint: 'Your camera gives us no new picture. Keep this page in view; if that does not help, unplug the camera and plug it in again, or reload this page.',
    severity: 0.2,
    measurements: z.object({
      /** Requests of the last ten minutes to which the page said so. */
      requests: z.number().int(),
      seconds: z.number(),
      /** What it said last. */
      reason: z.enum(UNABLE),
    }),
  },
  second_session: {
    title: 'Another device',
    about: 'A second device joined the attempt.',
    hint: null,
    severity: 0.7,
    measurements: z.object({ devices: z.number().int() }),
  },
  sequence_conflict: {
    title: 'Two contents for one number',
    about: 'The page sent another content under a number that was already used.',
    hint: null,
    severity: 0.4,
    measurements: z.object({ seq: z.number().int() }),
  },
  proctor_note: {
    title: 'Note by a proctor',
    about: 'Written by a person.',
    hint: null,
    severity: 0,
    measurements: z.object({
      category: z.enum(['environment', 'examinee', 'staff', 'technical', 'other']),
      text: z.string().max(2000),
    }),
  },
} as const satisfies Record<string, ViolationRow>;

interface ViolationRow {
  title: string;
  about: string;
  /** What the student reads while it goes on; null where a hint would only help an attacker. */
  hint: string | null;
  severity: number;
  measurements: z.ZodType;
}

export type ViolationKind = keyof typeof VIOLATIONS;
export const VIOLATION_KINDS = Object.keys(VIOLATIONS) as [ViolationKind, ...ViolationKind[]];
export const violationKindSchema = z.enum(VIOLATION_KINDS);
export type Measurements<K extends ViolationKind> = z.infer<(typeof VIOLATIONS)[K]['measurements']>;

export const VIOLATION_STATES = ['suspected', 'confirmed', 'closed'] as const;
export type ViolationState = (typeof VIOLATION_STATES)[number];
export const VERDICTS = ['confirmed', 'dismissed', 'unclear'] as const;
export const verdictSchema = z.enum(VERDICTS);
export type Verdict = z.infer<typeof verdictSchema>;

export const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
/** A rectangle in the picture, each number a share (0 to 1) of its width or height. */
export type BoxShare = z.infer<typeof boxSchema>;

/** One violation as proctors and reviewers see it: an interval of one kind on one attempt. */
export const violationViewSchema = z.object({
  id: z.uuid(),
  attemptId: z.uuid(),
  examId: z.uuid(),
  /** Position in the exam's log of its newest event: a reader "after position n" misses nothing. */
  position: z.number().int(),
  kind: violationKindSchema,
  state: z.enum(VIOLATION_STATES),
  /** True once it was confirmed, also after it closed; only then it counts. */
  confirmed: z.boolean(),
  severity: z.number().min(0).max(1),
  openedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  measurements: z.record(z.string(), z.unknown()),
  policyHash: z.string(),
  pipelineId: z.string(),
  /** What ran the nets, such as `onnxruntime 1.30.0`: the pipeline's numbers are the same on each. */
  engine: z.string(),
  evidence: z.array(z.object({ id: z.uuid(), at: z.iso.datetime(), faces: z.array(boxSchema), subject: z.number().int().nullable() })),
  verdict: z.object({ verdict: verdictSchema, reason: z.string(), by: z.string(), at: z.iso.datetime() }).nullable(),
});
export type ViolationView = z.infer<typeof violationViewSchema>;
