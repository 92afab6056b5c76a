import { descriptorDistance, type ComparedPairs } from '@invigil/biometrics';
import type { Photo, PhotoSet } from './photos.js';

/** What one way of computing made of each photo, by file: null where it found no face. */
export type Descriptors = ReadonlyMap<string, Float32Array | null>;

interface Pair {
  readonly a: Photo;
  readonly b: Photo;
  readonly same: boolean;
}

/** Every pair of a set, or those of its list. Frames of one video are compared with each other only where a person has nothing else. */
export function pairsOf({ photos, pairs }: PhotoSet): Pair[] {
  if (pairs) {
    const byFile = new Map(photos.map((photo) => [photo.file, photo]));
    return pairs.flatMap(({ a, b, same }) => {
      const first = byFile.get(a);
      const second = byFile.get(b);
      return first && second ? [{ a: first, b: second, same }] : [];
    });
  }
  const all = photos.flatMap((a, i) => photos.slice(i + 1).map((b) => ({ a, b, same: a.person === b.person })));
  const across = all.filter(({ a, b }) => a.source !== b.source);
  return across.some(({ same }) => same) ? across : all;
}

/** Distances of the pairs for which `known` holds on both sides; the others count as `missed`. */
export function compare(pairs: readonly Pair[], descriptors: Descriptors, known: (file: string) => boolean = () => true) {
  const genuine: number[] = [];
  const impostor: number[] = [];
  const missed = { genuine: 0, impostor: 0 };
  for (const { a, b, same } of pairs) {
    const first = known(a.file) ? descriptors.get(a.file) : null;
    const second = known(b.file) ? descriptors.get(b.file) : null;
    if (!first || !second) missed[same ? 'genuine' : 'impostor'] += 1;
    else (same ? genuine : impostor).push(descriptorDistance(first, second));
  }
  return { genuine, impostor, missed };
}

/** All the pairs of several sets in one: nobody is compared across sets. */
export const pooled = (parts: readonly ComparedPairs[]): ComparedPairs => ({
  genuine: parts.flatMap(({ genuine }) => genuine),
  impostor: parts.flatMap(({ impostor }) => impostor),
});
