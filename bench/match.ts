import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CURRENT_PIPELINE, type ComparedPairs, type GateReason } from '@invigil/biometrics';
import { createNodeEngine, decodePicture, DEFAULT_PICTURE_LIMITS, readPipelineId } from '@invigil/biometrics/node';
import { compare, pairsOf, pooled, type Descriptors } from './match/compare.js';
import { ALIGNMENTS, openReference, type Alignment } from './match/face-api-reference.js';
import { readFolder, readPairs, type PhotoSet } from './match/photos.js';
import { RATE_HEADS, rateKeys, rateRow, table } from './match/table.js';
import { tryTemplates } from './match/templates.js';

/**
 * How often the pipeline takes two people for one and one for two, on photos that are given to it, with face-api's own pipeline on the same photos in the same run.
 * `--images DIR` (again for further sets, of which each may be a list of pairs too): photos and videos named `person-N.ext`, or in a folder for each person, or in folders of groups that hold those. `--pairs FILE.csv`: lines `a,b,same`, files
 * relative to the list or to DIR. `--skip PREFIX` leaves files out (`two-` and `crowd-` unless it is given). `--gates` also shows the pairs whose photos both pass the gates. `--pipeline v1` tries an older one.
 */
const { values: options } = parseArgs({
  options: {
    images: { type: 'string', multiple: true, default: [] },
    pairs: { type: 'string', multiple: true, default: [] },
    skip: { type: 'string', multiple: true, default: ['two-', 'crowd-'] },
    gates: { type: 'boolean', default: false },
    pipeline: { type: 'string', default: CURRENT_PIPELINE.name },
  },
});
const modelsDir = path.resolve(import.meta.dirname, '../models');
/** Photos of benches come from whoever runs them. */
const LIMITS = { ...DEFAULT_PICTURE_LIMITS, maxBytes: 64 * 1024 * 1024, maxPixels: 100_000_000, maxSide: 16_384 };
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (line = ''): void => void process.stdout.write(`${line}\n`);

if (options.images.length + options.pairs.length === 0) {
  say('Give photos of people whose names are known: npm run -s bench:match -- --images DIR, or --pairs FILE.csv.');
  process.exit(2);
}
// beside a list of pairs the folder only says where its files lie
const base = options.images.length === 1 ? options.images[0] : undefined;
const sets: PhotoSet[] =
  options.pairs.length > 0
    ? options.pairs.map((list) => readPairs(list, base))
    : options.images.map((place) => (place.endsWith('.csv') ? readPairs(place) : readFolder(place, options.skip, say)));

const engine = await createNodeEngine({ modelsDir });
const reference = await openReference(modelsDir);
const ours = new Map<string, Float32Array | null>();
const theirs = new Map<string, Float32Array | null>();
const tiny = new Map<string, Float32Array | null>();
const alignments = new Map<Alignment, Map<string, Float32Array>>(ALIGNMENTS.map((name) => [name, new Map()]));
const gates = new Map<string, GateReason | null>();
let unreadable = 0;

const files = [...new Set(sets.flatMap(({ photos }) => photos.map(({ file }) => file)))];
for (const [number, file] of files.entries()) {
  if (number > 0 && number % 100 === 0) say(`${number} of ${files.length} photos`);
  const picture = await readFile(file)
    .then((bytes) => decodePicture(bytes, LIMITS))
    .catch((error: unknown) => say(`${file} was left out: ${error instanceof Error ? error.message : 'it could not be read'}`));
  if (!picture) {
    unreadable += 1;
    continue;
  }
  const { faces, subjectIndex } = await engine.analyse(picture, { pipeline: options.pipeline, wantSsd: true });
  const subject = faces[subjectIndex];
  ours.set(file, subject?.descriptor ?? null);
  if (subject?.gate) gates.set(file, subject.gate.reason);
  const answer = await reference.look(picture);
  theirs.set(file, answer.ssd);
  tiny.set(file, answer.tiny);
  for (const name of ALIGNMENTS) if (answer.alignments) alignments.get(name)?.set(file, answer.alignments[name]);
}

const missesOf = (found: Descriptors) => [...found.values()].filter((descriptor) => descriptor === null).length;
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

const mine = `Invigil ${options.pipeline} on ${engine.name}`;
const own = `face-api's own pipeline (SSD) on ${reference.name.replace('face-api ', '')}`;
print(
  `Pipeline ${options.pipeline}, id of the current one ${(await readPipelineId(modelsDir)).slice(0, 16)}…, ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}`,
);
print(
  `${files.length} photos, ${unreadable} unreadable. Intervals are Wilson's at 95 % and take pairs for independent, which pairs of the same photos are not.`,
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
if (options.gates) {
  const gated = (file: string): boolean => both(file) && passes(file);
  print('\nPairs of photos that both pass the gates:');
  print(table(RATE_HEADS, [rateRow(mine, over(ours, gated)), rateRow(own, over(theirs, gated))]));
}

engine.dispose();
print(
  JSON.stringify({
    ...rateKeys(over(ours, both)),
    missed: missesOf(ours),
    reference: { ...rateKeys(over(theirs, both)), missed: missesOf(theirs) },
    missedAsRefused: { ...rateKeys(refusing(ours)), reference: rateKeys(refusing(theirs)) },
    photos: ours.size,
  }),
);
