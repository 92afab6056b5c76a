import type { ComparedPairs, GateReason } from '@invigil/biometrics';
import { compare, pairsOf, pooled, type Descriptors } from './compare.js';
import { ALIGNMENTS, type Alignment } from './face-api-reference.js';
import type { PhotoSet } from './photos.js';
import { RATE_HEADS, rateKeys, rateRow, table } from './table.js';
import { tryTemplates } from './templates.js';

/** What every way of computing made of every photo. */
export interface Looks {
  /** What the rows are called. */
  readonly mine: string;
  readonly own: string;
  readonly ours: Descriptors;
  readonly theirs: Descriptors;
  readonly tiny: Descriptors;
  readonly alignments: ReadonlyMap<Alignment, Descriptors>;
  /** Reason against a photo, null where it passed. */
  readonly gates: ReadonlyMap<string, GateReason | null>;
}

const print = (line = ''): void => void process.stdout.write(`${line}\n`);
const missesOf = (found: Descriptors): number => [...found.values()].filter((descriptor) => descriptor === null).length;

/** Prints the tables and, last, one line of JSON. */
export function report(sets: readonly PhotoSet[], looks: Looks, showGated: boolean): void {
  const { mine, own, ours, theirs, tiny, alignments, gates } = looks;
  const everyPair = sets.map((set) => ({ set, pairs: pairsOf(set) }));
  const both = (file: string): boolean => Boolean(ours.get(file)) && Boolean(theirs.get(file));
  const passes = (file: string): boolean => gates.get(file) === null;
  const over = (found: Descriptors, known?: (file: string) => boolean): ComparedPairs =>
    pooled(everyPair.map(({ pairs }) => compare(pairs, found, known)));
  /** A person whose photo shows no face to the detector is not let in, and nobody is taken for them. */
  const refusing = (found: Descriptors): ComparedPairs =>
    pooled(
      everyPair.map(({ pairs }) => {
        const { genuine, impostor, missed } = compare(pairs, found);
        return {
          genuine: [...genuine, ...Array<number>(missed.genuine).fill(9)],
          impostor: [...impostor, ...Array<number>(missed.impostor).fill(9)],
        };
      }),
    );

  print('\nPairs of photos in which both found a face:');
  print(table(RATE_HEADS, [rateRow(mine, over(ours, both)), rateRow(own, over(theirs, both))]));
  print('\nEvery pair of readable photos, where one without a face counts as "not the same person":');
  print(
    table(RATE_HEADS, [
      rateRow(mine, refusing(ours)),
      rateRow(own, refusing(theirs)),
      rateRow('face-api with its tiny detector (416)', refusing(tiny)),
    ]),
  );
  print('\nPhotos in which no face was found:');
  print(
    table(
      ['', 'missed', 'of'],
      [
        [`${mine} (tiny 224, SSD, close faces)`, String(missesOf(ours)), String(ours.size)],
        ['face-api, SSD', String(missesOf(theirs)), String(theirs.size)],
        ['face-api, tiny 416', String(missesOf(tiny)), String(tiny.size)],
      ],
    ),
  );
  if (everyPair.length > 1) {
    print('\nBy set, photos in which both found a face:');
    print(
      table(
        RATE_HEADS,
        everyPair.flatMap(({ set, pairs }) => [
          rateRow(`${set.name}: Invigil`, compare(pairs, ours, both)),
          rateRow(`${set.name}: face-api`, compare(pairs, theirs, both)),
        ]),
      ),
    );
  }
  print("\nBy alignment, on face-api's SSD boxes and landmarks; the last line starts from our own boxes and finds the landmarks twice:");
  print(
    table(RATE_HEADS, [
      ...ALIGNMENTS.map((name) => rateRow(name, over(alignments.get(name) ?? new Map(), both))),
      rateRow(mine, over(ours, both)),
    ]),
  );

  const trials = tryTemplates(sets, ours, passes).filter(({ people }) => people > 1);
  print('\nBy size of the template, photos that pass the gates, from the sixth photo of a person on:');
  if (trials.length === 0) print('Nobody has enough photos: six or more are needed.');
  else
    print(
      table(
        ['', 'people', 'no template', ...RATE_HEADS.slice(1)],
        trials.map((trial) => [trial.name, String(trial.people), String(trial.refused), ...rateRow('', trial).slice(1)]),
      ),
    );

  const groups = new Set(sets.flatMap(({ photos }) => photos.flatMap(({ group }) => group ?? [])));
  if (groups.size > 1) {
    print('\nBy group, pairs within it:');
    const within = (group: string, found: Descriptors) =>
      pooled(
        everyPair.map(({ pairs }) =>
          compare(
            pairs.filter(({ a, b }) => a.group === group && b.group === group),
            found,
            both,
          ),
        ),
      );
    print(
      table(
        RATE_HEADS,
        [...groups]
          .sort()
          .flatMap((group) => [rateRow(`${group}: Invigil`, within(group, ours)), rateRow(`${group}: face-api`, within(group, theirs))]),
      ),
    );
  }

  const reasons = new Map<string, number>();
  for (const reason of gates.values()) reasons.set(reason ?? 'passed', (reasons.get(reason ?? 'passed') ?? 0) + 1);
  print(`\nGates: ${[...reasons].map(([reason, count]) => `${reason} ${count}`).join(', ')}.`);
  if (showGated) {
    const gated = (file: string): boolean => both(file) && passes(file);
    print('\nPairs of photos that both pass the gates:');
    print(table(RATE_HEADS, [rateRow(mine, over(ours, gated)), rateRow(own, over(theirs, gated))]));
  }

  print(
    JSON.stringify({
      ...rateKeys(over(ours, both)),
      missed: missesOf(ours),
      reference: { ...rateKeys(over(theirs, both)), missed: missesOf(theirs) },
      missedAsRefused: { ...rateKeys(refusing(ours)), reference: rateKeys(refusing(theirs)) },
      photos: ours.size,
    }),
  );
}
