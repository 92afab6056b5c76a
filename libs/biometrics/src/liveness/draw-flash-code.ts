import { FLASH_COLOURS, type FlashColour } from '@invigil/shared';
import type { LivenessRandom } from './liveness-run.js';

/** Fewest changes of a code, fewest times that it shows each colour, and longest time that it keeps one: a slow drift must never look like part of it. */
const CHANGES = 3;
const EACH = 3;
const RUN = 3;

const changesOf = (code: readonly FlashColour[]): number => code.filter((colour, i) => i > 0 && colour !== code[i - 1]).length;
const isRich = (code: readonly FlashColour[]): boolean =>
  changesOf(code) >= CHANGES &&
  !code.some((colour, i) => i >= RUN && code.slice(i - RUN, i).every((one) => one === colour)) &&
  FLASH_COLOURS.every((colour) => code.filter((one) => one === colour).length >= EACH);

/**
 * Draws one of all codes that change three times or more, show each colour three times or more and never one four times in a row; each as likely, 138 of 8 colours.
 * @throws RangeError for lengths other than 6 to 12
 */
export function drawFlashCode(random: LivenessRandom, symbols: number): FlashColour[] {
  if (!Number.isInteger(symbols) || symbols < 6 || symbols > 12) throw new RangeError(`A code has 6 to 12 colours, not ${symbols}.`);
  const codes = Array.from({ length: 2 ** symbols }, (_, bits) =>
    Array.from({ length: symbols }, (_, i): FlashColour => (((bits >> i) & 1) === 1 ? 'warm' : 'cool')),
  ).filter(isRich);
  const drawn = codes[random.below(codes.length)];
  if (!drawn) throw new RangeError('The source of chance gave a number that it was not asked for.');
  return drawn;
}
