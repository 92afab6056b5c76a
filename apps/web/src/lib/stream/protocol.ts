import type { Entry, ErrorCode, FaceClaim, Joined, LivenessAsked, LivenessState, Message, StudentAttempt, Unable } from '@invigil/shared';
import type { AnswerValue } from './drafts.ts';
import type { Refreshed } from './keep-connected.ts';

/** What the page shows of an exam; kept sealed in the browser, so that a reload without network still shows it. */
export type Room = Pick<Joined, 'title' | 'questions' | 'answers' | 'policy' | 'attempt' | 'messages'>;
export type PageEvent = Extract<Entry, { type: 'event' }>['event'];
export type Link =
  | { at: 'connecting' | 'live' | 'offline' | 'replaced' | 'signed_out' | 'unproved' }
  /** The server does not let this attempt be joined; the message says what to do. */
  | { at: 'refused'; message: string };
/** A look through the camera: a described picture, or a whole frame. */
export type Want = 'sample' | 'frame';

/** What the page asks while head movements are asked of it. */
export type LivenessRequest =
  { what: 'begin' | 'decline'; runId: string } | { what: 'frame'; runId: string; nonce: string; at: number; jpeg: Uint8Array<ArrayBuffer> };

export type ToStream =
  | { type: 'open'; attemptId: string; device: string }
  | { type: 'looked'; id: number; claim: FaceClaim; jpeg?: Uint8Array<ArrayBuffer> }
  | { type: 'not_looked'; id: number; why: Unable }
  | { type: 'answer'; questionId: string; value: AnswerValue }
  | { type: 'event'; event: PageEvent; detail: string }
  | { type: 'message'; text: string }
  | { type: 'flush' }
  | { type: 'call'; id: number; what: 'start' | 'submit' }
  | { type: 'liveness'; id: number; request: LivenessRequest }
  | { type: 'refreshed'; result: Refreshed }
  | { type: 'online' | 'proved' }
  | { type: 'leave' };

export type FromStream =
  | { type: 'room'; room: Room; drafts: Record<string, AnswerValue>; live: boolean }
  | { type: 'attempt'; attempt: StudentAttempt }
  /** Server time, right now. */
  | { type: 'clock'; serverTime: number }
  | { type: 'link'; link: Link }
  | { type: 'look'; id: number; want: Want }
  | { type: 'saved'; questionId: string; value: AnswerValue; at: number }
  | { type: 'waiting'; answers: number; telemetry: number }
  | { type: 'message'; message: Message }
  | { type: 'hint'; text: string | null }
  | { type: 'liveness'; asked: LivenessAsked | null }
  | { type: 'liveness_state'; id: number; state?: LivenessState; fault?: { code: ErrorCode | null; message: string } }
  | { type: 'refresh' }
  | { type: 'called'; id: number; attempt?: StudentAttempt; message?: string }
  | { type: 'broken'; message: string };
