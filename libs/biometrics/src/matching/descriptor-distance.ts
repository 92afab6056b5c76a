/** Numbers in a face descriptor. */
export const DESCRIPTOR_LENGTH = 128;

/**
 * Euclidean distance of two face descriptors of 128 numbers each: 0 for the same numbers, about 0.3 for the same person, 0.8 for different people; symmetric.
 * @throws RangeError when a length is not 128 or a number is not finite.
 * @example descriptorDistance(template, probe) <= 0.5 // the same person
 */
export function descriptorDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== DESCRIPTOR_LENGTH || b.length !== DESCRIPTOR_LENGTH) {
    throw new RangeError(
      `A descriptor has ${DESCRIPTOR_LENGTH} numbers, these have ${a.length} and ${b.length}; compute both with the same engine.`,
    );
  }
  let sum = 0;
  for (let i = 0; i < DESCRIPTOR_LENGTH; i++) {
    const difference = (a[i] ?? NaN) - (b[i] ?? NaN);
    sum += difference * difference;
  }
  if (!Number.isFinite(sum)) throw new RangeError('A descriptor holds a number that is not finite; discard it and compute it again.');
  return Math.sqrt(sum);
}
