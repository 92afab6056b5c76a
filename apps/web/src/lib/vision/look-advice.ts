import type { FaceClaim, Unscorable } from '@invigil/shared';

/** During the exam: calm, and always with the next step. Nobody in view is the server's to say. */
const WORDS: Partial<Record<Unscorable, string>> = {
  too_small: 'Move a little closer to the camera, please.',
  cut_off: 'Move to the middle of the picture, please, so that the camera sees your whole face.',
  pose: 'Please look towards the camera for a moment, so that it sees your face.',
  dark: 'More light, please: turn on a lamp in front of you, or face a window.',
  blurred: 'The picture is blurred. Hold still for a moment, and wipe the camera if need be.',
};
const LOOKS = 3;
/** Reading and thinking turn the head for a while: that asks nothing of anybody yet. */
const TURNED_LOOKS = 10;

/** Turns looks that could not be compared into a sentence: once the same is in the way several times in a row, until a look is good. */
export class LookAdvice {
  #reason: Unscorable | null = null;
  #count = 0;
  #text: string | null = null;

  /** @returns what the student should read now, null when all is well */
  take({ unscorable }: Pick<FaceClaim, 'unscorable'>): string | null {
    this.#count = unscorable === this.#reason ? this.#count + 1 : 1;
    this.#reason = unscorable;
    if (unscorable === null || unscorable === 'no_engine') this.#text = null;
    else if (this.#count >= (unscorable === 'pose' ? TURNED_LOOKS : LOOKS)) this.#text = WORDS[unscorable] ?? null;
    return this.#text;
  }
}
