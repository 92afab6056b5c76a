import { randomBytes, randomInt } from 'node:crypto';
import type { LivenessRandom } from '@invigil/biometrics';

/** Where the order of the movements and the secrets come from. */
export const SERVER_CHANCE: LivenessRandom = { below: (limit) => randomInt(limit), nonce: () => randomBytes(32).toString('base64url') };
/** Frames closer together than this are refused; some five a second are enough. */
export const PACE_MS = 90;
/** Every so many-th frame is looked at by the detector that sees every face. */
export const COUNT_EVERY = 4;
/** Frames in a row that the server could not look at, after which the run counts for nothing. */
export const MOST_TROUBLES = 5;
