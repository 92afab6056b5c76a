import { z } from 'zod';
import { dataUrlSchema } from './enrolment.js';
import type { StudentAttempt } from './exam.js';

const frames = z.array(dataUrlSchema).min(3, 'Send 3 to 5 frames.').max(5, 'Send 3 to 5 frames.');

/** `POST /api/my/attempts/:id/check-in` */
export const checkInSchema = z.object({ frames });
export type CheckIn = z.infer<typeof checkInSchema>;
/** Its answer: what came of it and what to do next. Never a distance, never a score. */
export interface CheckedIn {
  outcome: 'matched' | 'try_again' | 'waiting';
  message: string;
  triesLeft: number;
  attempt: StudentAttempt;
}

/** `POST /api/my/attempts/:id/ask`: a person is asked to decide, with pictures where there are any. */
export const askSchema = z.object({ frames: z.array(dataUrlSchema).max(5, 'Send at most 5 frames.').optional() });

/** `GET /api/attempts/:id/check-in`: what staff compare before they admit or refuse somebody. */
export interface CheckInReview {
  portraitSaved: boolean;
  /** Oldest first; `distance` is null where no face could be scored or there is no template. */
  pictures: { id: string; at: string; distance: number | null }[];
}
