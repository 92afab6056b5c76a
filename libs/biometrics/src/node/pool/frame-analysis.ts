import type { AnalysisTimings } from '../../engine/index.js';
import type { GateThresholds } from '../../faces/index.js';
import type { FaceColour } from '../../liveness/index.js';
import type { PictureExposure } from '../../pictures/index.js';
import type { ScreenLook } from '../../screen/index.js';
import type { Box, FaceFinding } from '../../types.js';

/** Challenged frames go ahead of everything and are never dropped; enrolment and check-in come next; routine frames wait and may be dropped. */
export type FramePriority = 'challenge' | 'enrolment' | 'routine';

export interface FrameRequest {
  /** Whose frame it is: an attempt's id, or a person's at enrolment. Frames of one are served in order, different ones in turn. */
  readonly attemptId: string;
  /** JPEG, PNG or WebP, unchecked. */
  readonly jpeg: Uint8Array;
  readonly priority: FramePriority;
  /** Run SSD even when the tiny detector found exactly one face. */
  readonly wantSsd?: boolean;
  /** Also look whether the subject is shown by a screen. */
  readonly wantScreen?: boolean;
  /** Also take the mean colour of the subject's skin. */
  readonly wantColour?: boolean;
  /** Where the subject was in the previous frame, in pixels of it. */
  readonly previousSubject?: Box;
  /** Also describe the faces beside the subject, `MOST_DESCRIBED` in all. */
  readonly describeAll?: boolean;
  /** Also give the picture back re-encoded, as it may be kept. */
  readonly reencode?: boolean;
  readonly gates?: GateThresholds;
  /** Name of the pipeline that makes the numbers; the newest when it is left out. */
  readonly pipeline?: string;
}

export interface FrameAnalysis {
  readonly width: number;
  readonly height: number;
  readonly faces: readonly FaceFinding[];
  readonly subjectIndex: number;
  /** `faces[subjectIndex]`, or null without a face. */
  readonly subject: FaceFinding | null;
  /** `ssd` when SSD ran: only then is the number of faces reliable. */
  readonly detector: 'tiny' | 'ssd';
  /** Of the whole picture: tells a dark room from an empty chair where no face was found. */
  readonly exposure: PictureExposure;
  /** Null when it was not asked for, without a face, and in a picture too small to judge. */
  readonly screen: ScreenLook | null;
  /** Null when it was not asked for, without a face, and with too little of it in the picture. */
  readonly colour: FaceColour | null;
  /** Milliseconds. */
  readonly timings: AnalysisTimings & { readonly decode: number; readonly total: number };
  /** JPEG, 240 pixels wide. */
  readonly thumbnail: Uint8Array;
  /** The whole picture as a new JPEG, when it was asked for. */
  readonly reencoded: Uint8Array | null;
  /** Hex SHA-256 of the bytes as they came. */
  readonly sha256: string;
  /** `differenceHash` of the picture. */
  readonly differenceHash: string;
}

/** The frame left the queue unanalysed: it counts against coverage, and against nobody. */
export class DroppedError extends Error {
  override readonly name = 'DroppedError';

  constructor(message = 'The frame was dropped because the analysis is behind; the next one will be analysed.') {
    super(message);
  }
}
