import { TokenBucket } from '../realtime/token-bucket.js';
import type { Track } from './follow-faces.js';

/** Frames a second that one page may have looked at; the page sends every second picture of its camera. */
const FRAMES_A_SECOND = 15;
const FRAMES_AT_ONCE = 15;

/** What is remembered of one page's connection; it goes with it. */
export interface Watch {
  /** In whose turn the frames wait for their analysis. */
  readonly id: string;
  readonly personId: string;
  readonly bucket: TokenBucket;
  tracks: readonly Track[];
  /** Id of the next new track. */
  next: number;
  /** A frame is being looked at. */
  busy: boolean;
  /** That it watches is written down. */
  noted: boolean;
}

export const newWatch = (id: string, personId: string, now: number): Watch => ({
  id,
  personId,
  bucket: new TokenBucket(FRAMES_A_SECOND, FRAMES_AT_ONCE, now),
  tracks: [],
  next: 1,
  busy: false,
  noted: false,
});
