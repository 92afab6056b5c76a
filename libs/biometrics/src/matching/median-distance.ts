import { descriptorDistance } from './descriptor-distance.js';

/**
 * Median of the distances between a template and several probes, the steadier measure for a person (five probes: no false non-match at 0.5 in the project's measurements).
 * With an even count the mean of the middle two.
 * @throws RangeError without probes, or when a descriptor is malformed.
 */
export function medianDistance(template: ArrayLike<number>, probes: readonly ArrayLike<number>[]): number {
  if (probes.length === 0) throw new RangeError('A median needs at least one probe.');
  const distances = probes.map((probe) => descriptorDistance(template, probe)).sort((a, b) => a - b);
  const upper = distances[distances.length >> 1] ?? NaN;
  const lower = distances[(distances.length - 1) >> 1] ?? NaN;
  return (lower + upper) / 2;
}
