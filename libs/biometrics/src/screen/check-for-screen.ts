import type { FaceFinding, Picture } from '../types.js';
import { darkFrame } from './dark-frame.js';
import { greyPlane, shrunkPlane } from './grey-plane.js';
import { laplacianVariance } from './laplacian-variance.js';
import { moireOf } from './moire.js';
import { screenConfidence } from './screen-confidence.js';
import { SCREEN_CONFIDENCE } from './screen-look.js';
import type { ScreenCue, ScreenLook } from './screen-look.js';

/** Smallest side of a picture that can be judged, in pixels. */
export const SCREEN_SMALLEST = 96;
/** Width at which straight edges are searched. */
const FRAME_WIDTH = 128;
/** Strength of moiré that no honest picture in twenty has, on faces and on anything (cloth and gratings have more), and how far over it the cue is full. */
const PEAK = { face: 3, whole: 5, range: 2 };
/** Below this variance of the Laplacian the cue `flat` begins. */
const FLAT_BELOW = 200;

const clamp = (share: number) => Math.round(1000 * Math.max(0, Math.min(1, share))) / 1000;

/**
 * Whether a picture looks as if it had been taken off a screen: moiré in the spectrum, a dark straight frame around the face, too little fine detail. On real photographs no single cue and no
 * single picture decides (docs/accuracy.md has the error rates): judge by `screenOver` many frames.
 * @param face the face in question, in pixels of the picture, or null to judge the picture as a whole.
 * @throws RangeError when the picture's bytes do not fit its size, it has a side under 96 pixels, or the face's box is not made of finite numbers.
 * @example const { isScreen, confidence } = checkForScreen(picture, findings.faces[findings.subjectIndex] ?? null);
 */
export function checkForScreen(picture: Picture, face: Pick<FaceFinding, 'box'> | null): ScreenLook {
  const { data, width, height } = picture;
  if (data.length !== width * height * 3)
    throw new RangeError(`A picture of ${width} × ${height} has ${width * height * 3} bytes, not ${data.length}.`);
  if (Math.min(width, height) < SCREEN_SMALLEST) throw new RangeError(`A picture needs at least ${SCREEN_SMALLEST} pixels on each side.`);
  const box = face?.box ?? null;
  if (box && ![box.x, box.y, box.width, box.height].every(Number.isFinite))
    throw new RangeError('The box of the face must be finite numbers.');

  const grey = greyPlane(picture);
  const step = Math.max(1, Math.floor(width / FRAME_WIDTH));
  const small = box && { x: box.x / step, y: box.y / step, width: box.width / step, height: box.height / step };
  const { left, right, top, bottom } = darkFrame(shrunkPlane(grey, step), small);
  const cues: Record<ScreenCue, number> = {
    moire: clamp((moireOf(grey, box) - (box ? PEAK.face : PEAK.whole)) / PEAK.range),
    bezel: clamp((left + right + top + bottom) / 4),
    flat: clamp(1 - laplacianVariance(grey) / FLAT_BELOW),
  };
  const confidence = Math.round(10 * screenConfidence(cues, box ? 'face' : 'whole')) / 10;
  return { isScreen: confidence >= SCREEN_CONFIDENCE, confidence, cues };
}
