import { DroppedError, PictureError } from '@invigil/biometrics/node';
import { Problem } from '../http/problem.js';

/** Why a frame of head movements was not looked at, as its page is told. `INTERNAL` is the server's own fault, which somebody should read about in the log. */
export function livenessTrouble(error: unknown): Problem {
  if (error instanceof PictureError) return new Problem('BAD_PICTURE', error.message);
  if (error instanceof DroppedError) return new Problem('TOO_MANY', 'The server is busy just now. Send the next picture in a moment.');
  return new Problem(
    'INTERNAL',
    'The server could not look at this picture. That does not count against you: stay in front of the camera, we go on trying.',
  );
}
