/**
 * How sure a match is, for an administrator: 100 % at distance 0, 50 % at the tolerance, 0 % at twice the tolerance and beyond, straight in between. A known face
 * thus has 50 % or more. It is no probability. Pure.
 * @param distance of two descriptions, 0 or more
 * @param tolerance largest distance that counts as the same person, over 0
 * @returns whole percent, 0 to 100
 * @throws RangeError for other numbers
 * @example matchConfidence(0.25, 0.5) // 75
 */
export function matchConfidence(distance: number, tolerance: number): number {
  if (!(distance >= 0 && tolerance > 0)) throw new RangeError('A distance is 0 or more and a tolerance over 0; correct them.');
  return Math.round(100 * Math.max(0, 1 - distance / (2 * tolerance)));
}
