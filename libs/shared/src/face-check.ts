import { z } from 'zod';
import { dataUrlSchema } from './enrolment.js';
import { MAX_FRAME_BYTES } from './frame.js';
import type { LivenessStep } from './liveness.js';
import { personNameSchema, type Tokens } from './person.js';

/** What somebody shows for that they are there: a face check for the file area, a sign-in, an enrolment, or a try of their own. */
export const LIVENESS_PURPOSES = ['verify', 'sign_in', 'enrol', 'test'] as const;
export type LivenessPurpose = (typeof LIVENESS_PURPOSES)[number];

/** `POST /api/liveness`. Only `sign_in` is open to a visitor who is not signed in. */
export const startLivenessSchema = z.strictObject({ purpose: z.enum(LIVENESS_PURPOSES) });
export type StartLiveness = z.infer<typeof startLivenessSchema>;

/** A JPEG as base64 in a data URL: a frame of at most 64 KB. */
export const frameUrlSchema = z
  .string()
  .max(Math.ceil(MAX_FRAME_BYTES / 3) * 4 + 30, 'A frame has at most 64 KB; send it smaller.')
  .regex(/^data:image\/jpeg;base64,[A-Za-z0-9+/]+={0,2}$/, 'Send the frame as a JPEG data URL.');

/** `POST /api/liveness/:id/frames`; the next frame goes out when this one is answered, some five a second. `at` is the page's clock, for the record only. */
export const livenessPictureSchema = z.strictObject({
  nonce: z.string().min(16).max(64),
  at: z.number().min(0),
  jpeg: frameUrlSchema,
});
export type LivenessPicture = z.infer<typeof livenessPictureSchema>;

/** How a run of tasks stands. One task at a time: nobody is told the next before this one is done. */
export interface LivenessTurn {
  runId: string;
  /** `void` counts for nothing, such as a computer too slow: try again. */
  state: 'running' | 'passed' | 'failed' | 'void';
  /** Must come with the next frame; empty once it is over. */
  nonce: string;
  task: LivenessStep | null;
  secondsLeft: number | null;
  /** Once passed: worth one use within two minutes, for this purpose, by whoever did the tasks. */
  ticket: string | null;
  /** What happens next, for the person; set once it is over. */
  message: string | null;
}

/** A ticket of `LivenessTurn`. */
export const livenessTicketSchema = z.string().min(20).max(100);

/** `POST /api/verify-face`, signed in. */
export const verifyFaceSchema = z.strictObject({ image: dataUrlSchema, liveness: livenessTicketSchema.optional() });
export type VerifyFace = z.infer<typeof verifyFaceSchema>;
export interface FaceVerified {
  status: 'success';
  message: string;
  name?: string;
}

/** Minutes for which a verified face opens the file area. */
export const FACE_VERIFIED_MINUTES = 15;

/** `GET /api/verify-face`: what stands between the person and a face check. */
export interface FaceCheckStatus {
  /** Head movements are asked for before a picture counts. */
  liveness: boolean;
  consented: boolean;
  enrolled: boolean;
  /** Until when this session counts as face-verified, ISO 8601; null where it does not. */
  verifiedUntil: string | null;
  /** After several failures: when the next try is taken, ISO 8601. */
  waitUntil: string | null;
}

/** `POST /api/upload/verification`: the tasks of a visitor, whose face is then searched for. */
export const faceSearchSchema = z.strictObject({
  liveness: livenessTicketSchema,
  name: personNameSchema.optional(),
  /** Version of the text about signing in with a face that the person agreed to; without it nobody gets a new account. */
  consent: z.string().max(40).optional(),
});
export type FaceSearch = z.infer<typeof faceSearchSchema>;
/** Names nobody and gives no score: whoever asks is not signed in. */
export interface FaceSearched {
  success: boolean;
  matchFound: boolean;
  isNewUser: boolean;
  /** For `POST /api/auth/face-verification`, once, within two minutes; null where there is nothing to go on with. */
  ticket: string | null;
  message: string;
}

/** `POST /api/auth/face-verification`. Strict: a `vectorId` or a `confidence` that a client sends proves nothing and is refused. */
export const faceExchangeSchema = z.strictObject({ ticket: z.string().min(20).max(100) });
export type FaceExchange = z.infer<typeof faceExchangeSchema>;
export interface FaceSignedIn {
  success: true;
  isNewUser: boolean;
  user: {
    id: string;
    /** Names the stored template; changes with each enrolment, and opens nothing. */
    vectorId: string;
    fullName: string | null;
    username: string | null;
    profilePictureUrl: string | null;
    /** Left out where the account has no address of its own yet. */
    email?: string;
  };
  /** In a word: a number would help to build a face that scores better. */
  confidence: 'high';
  /** For programs; browsers get cookies. */
  tokens?: Tokens;
  /** When the access token expires, ISO 8601. */
  expiresAt: string;
  message: string;
}

/** `POST /api/facematch`: whether a person's own picture looks like their own enrolment. Words only. */
export const faceMatchSchema = z.strictObject({ image: dataUrlSchema });
export interface FaceMatched {
  match: boolean;
  message: string;
}
