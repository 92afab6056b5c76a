import type { Box } from '../types.js';

/** One face of face-api's demo photos: the photo's number and the face's place on it in pixels. */
export interface SamplePerson {
  readonly photo: number;
  readonly face: Box;
}

/** Place of the student and of the impostor in `SAMPLE_PEOPLE`. */
export const STUDENT = 0;
export const IMPOSTOR = 1;

/**
 * Ten of the 22 people on the photos: those who look ahead, pass the gates (in all of 16 variants, but for the last one in a single one), and lie at least 0.61 from each other over 16 variants each (student and impostor 0.83 or more).
 * There is no second photo of them, so what they prove is the wiring and not the accuracy.
 */
export const SAMPLE_PEOPLE: readonly SamplePerson[] = [
  { photo: 6, face: { x: 1487, y: 263, width: 212, height: 296 } },
  { photo: 6, face: { x: 250, y: 468, width: 210, height: 291 } },
  { photo: 3, face: { x: 585, y: 329, width: 199, height: 271 } },
  { photo: 3, face: { x: 1514, y: 292, width: 170, height: 280 } },
  { photo: 6, face: { x: 681, y: 321, width: 160, height: 307 } },
  { photo: 4, face: { x: 664, y: 53, width: 187, height: 258 } },
  { photo: 2, face: { x: 1447, y: 153, width: 194, height: 242 } },
  { photo: 4, face: { x: 1277, y: 144, width: 145, height: 244 } },
  { photo: 1, face: { x: 414, y: 355, width: 177, height: 240 } },
  { photo: 4, face: { x: 989, y: 180, width: 169, height: 227 } },
];
