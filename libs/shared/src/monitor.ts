import { z } from 'zod';
import { dataUrlSchema } from './enrolment.js';
import type { Ack } from './errors.js';
import { jpegSchema } from './frame.js';

/** Seconds between two alerts of one installation, whoever watches and on however many pages. */
export const ALERT_SECONDS = 30;
/** Days for which an alert and its picture are kept. */
export const ALERT_DAYS = 30;
/** Looks at a face that must find nobody before it counts as unknown: one bad frame is none. */
export const STRANGE_LOOKS = 2;

/**
 * `known`: somebody who agreed to it, or whose photos were imported. `unknown`: seen well enough at least twice, and nobody known is near. `screen`: most likely
 * shown by a screen. `unclear`: not seen well enough, or not often enough, to say.
 */
export const MONITOR_FACE_KINDS = ['known', 'unknown', 'screen', 'unclear'] as const;
export type MonitorFaceKind = (typeof MONITOR_FACE_KINDS)[number];

/** A place in a picture, as shares of its width and height: 0 to 1, and beyond where it reaches over the border. */
export interface FacePlace {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One face in an analysed frame. */
export interface MonitorFace {
  /** The same for as long as the face is followed. */
  track: number;
  place: FacePlace;
  kind: MonitorFaceKind;
  /** Of a known face; null where they gave no name. */
  name: string | null;
  /** Percent, see `matchConfidence`; of a known face only. For `screen`: how sure the screen check is. */
  confidence: number | null;
}

/** Answer to `frame:look`. */
export interface MonitorLook {
  faces: MonitorFace[];
  /** The alert that this frame raised; null nearly always. */
  alert: MonitorAlert | null;
}

/** The monitor's page. The next frame goes out once this one is answered: one is on its way at a time. */
export const MONITOR_CALLS = { 'frame:look': z.strictObject({ jpeg: jpegSchema }) } as const;
export interface MonitorReplies {
  'frame:look': MonitorLook;
}
export type MonitorCall = keyof typeof MONITOR_CALLS;
export type MonitorRequest<E extends MonitorCall> = z.infer<(typeof MONITOR_CALLS)[E]>;
export type MonitorToServer = {
  [E in MonitorCall]: (request: z.input<(typeof MONITOR_CALLS)[E]>, ack: (reply: Ack<MonitorReplies[E]>) => void) => void;
};
export interface ServerToMonitor {
  'session:expired': () => void;
}

/** An unknown face that the monitor saw. */
export interface MonitorAlert {
  id: string;
  at: string;
  /** Every face of the picture, as it was judged; no names. */
  faces: { place: FacePlace; kind: MonitorFaceKind }[];
  seenAt: string | null;
  /** When it is deleted. */
  expiresAt: string;
}
/** `GET /api/monitor/alerts`, newest first. `next` is the `before` of the following page, null on the last one. */
export interface MonitorAlertPage {
  alerts: MonitorAlert[];
  next: string | null;
  /** Alerts of all pages that nobody has marked as seen. */
  unseen: number;
}
export const alertQuerySchema = z.strictObject({
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(24),
  /** `unseen`: only those that nobody has marked as seen. */
  show: z.enum(['all', 'unseen']).default('all'),
});
export type AlertQuery = z.infer<typeof alertQuerySchema>;

/** Somebody whom the monitor knows. */
export interface KnownFace {
  id: string;
  name: string | null;
  /** `agreed`: an account that agreed to be recognised. `imported`: from photos. */
  source: 'agreed' | 'imported';
  /** Since when. */
  since: string;
  /** Of imported people. */
  imported: {
    photos: number;
    /** The administrator who said that this person agrees. */
    agreedBy: string | null;
    expiresAt: string;
    /** Made by an older version, whose numbers are not compared any more: import the photos again. */
    outdated: boolean;
  } | null;
}
/** `GET /api/monitor/people`: by name. */
export interface KnownFaces {
  people: KnownFace[];
}

/** `POST /api/monitor/people`: one photo; its name says whose. `agreed`: the person agrees to it, and the administrator answers for that. */
export const importPhotoSchema = z.strictObject({
  fileName: z.string().min(1).max(1000),
  image: dataUrlSchema,
  agreed: z.literal(true, 'Say that the people on the photos agree to be recognised.'),
});
export type ImportPhoto = z.infer<typeof importPhotoSchema>;
export const IMPORT_RESULTS = [
  'imported',
  'no_name',
  'unreadable',
  'no_face',
  'several_faces',
  'too_small',
  'not_clear',
  'already_known',
  'another_person',
  'enough_photos',
] as const;
export type ImportResult = (typeof IMPORT_RESULTS)[number];
/** What became of a photo, with what to do next. */
export interface ImportedPhoto {
  result: ImportResult;
  /** As the file's name says; null where it says none. */
  name: string | null;
  message: string;
}
