import type { Neighbour } from '@invigil/biometrics/node';

/**
 * People by the median of their distances to several probes, nearest first. Whoever is missing in a probe's list is farther away than all in it, and counts as
 * infinitely far there; somebody missing in more than half of the lists is left out. Pure.
 * @param lists the nearest people to each probe, in any order; of an even number the farther of the middle two counts
 */
export function medianNeighbours(lists: readonly (readonly Neighbour[])[]): Neighbour[] {
  const ids = new Set(lists.flatMap((list) => list.map(({ id }) => id)));
  const medians = [...ids].map((id) => {
    const distances = lists.map((list) => list.find((one) => one.id === id)?.distance ?? Infinity).sort((a, b) => a - b);
    return { id, distance: distances[distances.length >> 1] ?? Infinity };
  });
  return medians.filter(({ distance }) => distance < Infinity).sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
}
