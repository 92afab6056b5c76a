import { availableParallelism } from 'node:os';

/**
 * Threads for a pool that shares its machine with a server: one per core less one, for the event loop, but two at the least. The event loop needs little of a core, so
 * that on one or two cores a second thread carries more students and takes nobody's time; see docs/decisions/0006.
 * @param cores of the machine; those of this one when left out
 */
export function analysisThreads(cores = availableParallelism()): number {
  return Math.max(2, cores - 1);
}
