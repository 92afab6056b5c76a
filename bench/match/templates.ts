import { descriptorDistance, makeTemplate, medianDistance, type ComparedPairs } from '@invigil/biometrics';
import type { Descriptors } from './compare.js';
import type { PhotoSet } from './photos.js';

/** Photos that templates are made from; the rest are probes, so that every size is tried on the same ones. */
const ENROLLED = 5;
const MEDIAN_OF = 5;

export interface TemplateTrial extends ComparedPairs {
  readonly name: string;
  readonly people: number;
  /** People whose photos disagree too much for a template. */
  readonly refused: number;
}

type Template = (frames: readonly Float32Array[]) => Float32Array | null;

const SIZES: readonly { name: string; template: Template; median: boolean }[] = [
  { name: 'one photo', template: ([first]) => first ?? null, median: false },
  { name: 'mean of 3', template: (frames) => makeTemplate(frames.slice(0, 3), 0.6).template, median: false },
  { name: 'mean of 5', template: (frames) => makeTemplate(frames.slice(0, ENROLLED), 0.6).template, median: false },
  { name: 'one photo, median of 5 probes', template: ([first]) => first ?? null, median: true },
  { name: 'mean of 3, median of 5 probes', template: (frames) => makeTemplate(frames.slice(0, 3), 0.6).template, median: true },
];

const windows = (probes: readonly Float32Array[]): Float32Array[][] =>
  Array.from({ length: Math.floor(probes.length / MEDIAN_OF) }, (_, i) => probes.slice(i * MEDIAN_OF, (i + 1) * MEDIAN_OF));

/**
 * Templates of one size after the other against the probes of everybody in the same set: people with at least one photo more than a template takes.
 * @param scorable photos that pass the gates, as enrolment and matching ask for
 */
export function tryTemplates(sets: readonly PhotoSet[], descriptors: Descriptors, scorable: (file: string) => boolean): TemplateTrial[] {
  return SIZES.map(({ name, template, median }) => {
    const genuine: number[] = [];
    const impostor: number[] = [];
    let people = 0;
    let refused = 0;
    for (const { photos, pairs } of sets) {
      if (pairs) continue;
      const names = [...new Set(photos.map(({ person }) => person))];
      const known = names.map((person) => ({
        person,
        frames: photos.flatMap((photo) => (photo.person === person && scorable(photo.file) ? (descriptors.get(photo.file) ?? []) : [])),
      }));
      const tried = known.filter(({ frames }) => frames.length >= ENROLLED + (median ? MEDIAN_OF : 1));
      for (const { person, frames } of tried) {
        people += 1;
        const made = template(frames.slice(0, ENROLLED));
        if (!made) refused += 1;
        else
          for (const other of tried) {
            const probes = other.frames.slice(ENROLLED);
            const distances = median
              ? windows(probes).map((five) => medianDistance(made, five))
              : probes.map((probe) => descriptorDistance(made, probe));
            (other.person === person ? genuine : impostor).push(...distances);
          }
      }
    }
    return { name, people, refused, genuine, impostor };
  });
}
