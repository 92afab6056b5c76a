import type { Sight } from './sight.ts';

export interface Guidance {
  key: string;
  text: string;
  /** The picture can be used. */
  good: boolean;
}

const say = (key: string, text: string, good = false): Guidance => ({ key, text, good });
const HOLD = say('hold', 'Very good. Hold still.', true);
/** Width of the face as a share of the picture's. */
const NEAR = 0.62;
const FAR = 0.16;
/** How far off the middle the face may be, as a share of the picture. */
const OFF = 0.18;

const REASONS: Partial<Record<NonNullable<Sight['claim']['unscorable']>, Guidance>> = {
  cut_off: say('cut_off', 'Move so that your whole face is inside the oval.'),
  too_small: say('closer', 'Come a little closer.'),
  pose: say('ahead', 'Look straight at the camera.'),
  dark: say('light', 'More light, please: turn on a lamp in front of you, or face a window.'),
  blurred: say('still', 'Hold still for a moment.'),
};

/** The one thing to do now, in plain words. Left and right are the person's own; the camera's picture is not mirrored. */
export function guidance({ claim, place }: Pick<Sight, 'claim' | 'place'>): Guidance {
  if (claim.unscorable === 'no_engine') return HOLD;
  if (claim.faces === 0 || !place) return say('none', "We can't see your face yet. Sit in front of the camera.");
  if (claim.faces > 1) return say('alone', 'Only you should be in the picture.');
  if (place.width > NEAR) return say('further', 'Move back a little.');
  if (place.width < FAR) return say('closer', 'Come a little closer.');
  if (Math.abs(place.x - 0.5) > OFF)
    return place.x < 0.5 ? say('left', 'Move a little to your left.') : say('right', 'Move a little to your right.');
  if (Math.abs(place.y - 0.5) > OFF + 0.05)
    return place.y < 0.5
      ? say('lower', 'Move down a little, or tilt the camera up.')
      : say('higher', 'Sit up a little, or tilt the camera down.');
  return claim.unscorable ? (REASONS[claim.unscorable] ?? say('none', 'Look straight at the camera.')) : HOLD;
}

/** Lets a sentence stand for a while: a new one comes once it has been right twice in a row, so that nothing flickers and a screen reader can finish. */
export class SteadyGuidance {
  #shown: Guidance | null = null;
  #next: string | null = null;

  take(now: Guidance): Guidance {
    if (!this.#shown || (now.key !== this.#shown.key && this.#next === now.key)) this.#shown = now;
    this.#next = now.key;
    return this.#shown;
  }
}
