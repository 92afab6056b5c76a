import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CURRENT_PIPELINE, type GateReason } from '@invigil/biometrics';
import { createNodeEngine, decodePicture, DEFAULT_PICTURE_LIMITS, readPipelineId } from '@invigil/biometrics/node';
import { ALIGNMENTS, openReference, type Alignment } from './match/face-api-reference.js';
import { readFolder, readPairs, type PhotoSet } from './match/photos.js';
import { report } from './match/report.js';

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
  if (number > 0 && number % 50 === 0) say(`${number} of ${files.length} photos`);
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

const mine = `Invigil ${options.pipeline} on ${engine.name}`;
const own = `face-api's own pipeline (SSD) on ${reference.name.replace('face-api ', '')}`;
print(
  `Pipeline ${options.pipeline}, id of the current one ${(await readPipelineId(modelsDir)).slice(0, 16)}…, ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}`,
);
print(
  `${files.length} photos, ${unreadable} unreadable. Intervals are Wilson's at 95 % and take pairs for independent, which pairs of the same photos are not.`,
);
report(sets, { mine, own, ours, theirs, tiny, alignments, gates }, options.gates);
engine.dispose();
