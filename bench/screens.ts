import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkForScreen, SCREEN_CONFIDENCE, screenConfidence, wilsonInterval, type ScreenLook } from '@invigil/biometrics';
import { createNodeEngine, decodePicture, DEFAULT_PICTURE_LIMITS, encodePicture } from '@invigil/biometrics/node';

/**
 * How often a screen passes for a person (APCER) and a person for a screen (BPCER) at 60 % confidence on one picture, for all cues together and for each alone, with the area under the curve (AUC).
 * `--live DIR --spoof DIR`: photos (JPEG, PNG, WebP), subfolders too. Each is first made into what a page sends: 640 pixels on the longer side, JPEG. Photos on which no face is found are judged as a whole.
 */
const { values: options } = parseArgs({
  options: { live: { type: 'string', multiple: true, default: [] }, spoof: { type: 'string', multiple: true, default: [] } },
});
const LONGEST = 640;
/** As the system that this one grew from had it: the cue `flat` begins below a variance of 200. */
const FLAT = 'Laplacian variance < 200';
const LIMITS = { ...DEFAULT_PICTURE_LIMITS, maxBytes: 64 * 1024 * 1024, maxPixels: 100_000_000, maxSide: 16_384 };
const say = (line: string): void => void process.stderr.write(`${line}\n`);

interface Judged extends ScreenLook {
  readonly spoof: boolean;
  readonly face: boolean;
  readonly ms: number;
}

if (options.live.length === 0 || options.spoof.length === 0) {
  say('Give photos of people and photos of screens or prints: npm run -s bench:screens -- --live DIR --spoof DIR.');
  process.exit(2);
}
const engine = await createNodeEngine({ modelsDir: path.resolve(import.meta.dirname, '../models') });
let unreadable = 0;

async function photosIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(jpe?g|png|webp)$/i.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

async function judge(file: string, spoof: boolean): Promise<Judged[]> {
  try {
    const whole = await decodePicture(await readFile(file), LIMITS);
    const width = Math.round(whole.width * Math.min(1, LONGEST / Math.max(whole.width, whole.height)));
    const picture = await decodePicture(await encodePicture(whole, { width, quality: 80 }));
    const { faces, subjectIndex } = await engine.analyse(picture);
    const subject = faces[subjectIndex] ?? null;
    const start = performance.now();
    const look = checkForScreen(picture, subject);
    return [{ ...look, spoof, face: subject !== null, ms: performance.now() - start }];
  } catch (error) {
    unreadable += 1;
    say(`${file} was left out: ${error instanceof Error ? error.message : 'it could not be read'}`);
    return [];
  }
}

const rows: Judged[] = [];
for (const [folders, spoof] of [
  [options.live, false],
  [options.spoof, true],
] as const)
  for (const folder of folders)
    for (const file of await photosIn(folder)) {
      rows.push(...(await judge(file, spoof)));
      if (rows.length % 100 === 0) say(`${String(rows.length)} photos`);
    }

/** Chance that a screen gets the higher number than a person, ties counting half; 0.5 is blind. */
function areaUnderCurve(list: readonly Judged[], numberOf: (row: Judged) => number): number {
  const live = list.filter(({ spoof }) => !spoof).map(numberOf);
  const spoof = list.filter((row) => row.spoof).map(numberOf);
  let won = 0;
  for (const s of spoof) for (const l of live) won += s > l ? 1 : s === l ? 0.5 : 0;
  return won / (live.length * spoof.length);
}

const NONE = { moire: 0, bezel: 0, flat: 0 };
const scope = ({ face }: Judged) => (face ? 'face' : 'whole');
const METHODS: readonly { name: string; key: string; number: (row: Judged) => number; flags: (row: Judged) => boolean }[] = [
  { name: `all cues, ${String(SCREEN_CONFIDENCE)} %`, key: 'all', number: (row) => row.confidence, flags: (row) => row.isScreen },
  ...(['moire', 'bezel'] as const).map((cue) => ({
    name: `${cue} alone, ${String(SCREEN_CONFIDENCE)} %`,
    key: cue,
    number: (row: Judged) => row.cues[cue],
    flags: (row: Judged) => screenConfidence({ ...NONE, [cue]: row.cues[cue] }, scope(row)) >= SCREEN_CONFIDENCE,
  })),
  { name: FLAT, key: 'laplacian', number: (row) => row.cues.flat, flags: (row) => row.cues.flat > 0 },
];
const percent = (rate: number) => (100 * rate).toFixed(1).padStart(5);
const round = (n: number) => (Number.isNaN(n) ? null : Math.round(n * 10_000) / 10_000);

function report(title: string, list: readonly Judged[]) {
  const live = list.filter(({ spoof }) => !spoof);
  const spoofs = list.filter(({ spoof }) => spoof);
  console.log(`\n${title}: ${String(live.length)} of people, ${String(spoofs.length)} of screens or prints`);
  if (live.length === 0 || spoofs.length === 0) return {};
  console.log('judged by                    AUC   APCER % [95 %]          BPCER % [95 %]');
  return Object.fromEntries(
    METHODS.map(({ name, key, number, flags }) => {
      const apcer = wilsonInterval(spoofs.filter((row) => !flags(row)).length, spoofs.length);
      const bpcer = wilsonInterval(live.filter(flags).length, live.length);
      const auc = areaUnderCurve(list, number);
      const shown = [apcer, bpcer].map(({ rate, low, high }) => `${percent(rate)} [${percent(low)}–${percent(high)}]`).join('   ');
      console.log(`${name.padEnd(27)} ${auc.toFixed(3)}  ${shown}`);
      return [key, { auc: round(auc), apcer: round(apcer.rate), bpcer: round(bpcer.rate) }];
    }),
  );
}

const withFace = report(
  'Photos with a face',
  rows.filter(({ face }) => face),
);
const without = report(
  'Photos without a face',
  rows.filter(({ face }) => !face),
);
const all = report('All photos', rows);
const costs = rows.map(({ ms }) => ms).toSorted((a, b) => a - b);
const msPerPicture = Math.round((costs[costs.length >> 1] ?? NaN) * 10) / 10;
const live = rows.filter(({ spoof }) => !spoof);
const spoofs = rows.filter(({ spoof }) => spoof);
const apcer = wilsonInterval(spoofs.filter(({ isScreen }) => !isScreen).length, spoofs.length);
const bpcer = wilsonInterval(live.filter(({ isScreen }) => isScreen).length, live.length);
console.log(
  `\n${String(msPerPicture)} ms a picture (median, the look for a screen alone); ${String(unreadable)} files could not be read.\n`,
);
console.log(
  JSON.stringify({
    live: live.length,
    spoof: spoofs.length,
    unreadable,
    apcer: round(apcer.rate),
    apcerInterval: [round(apcer.low), round(apcer.high)],
    bpcer: round(bpcer.rate),
    bpcerInterval: [round(bpcer.low), round(bpcer.high)],
    msPerPicture,
    cues: all,
    withFace,
    withoutFace: without,
  }),
);
process.exit(0);
