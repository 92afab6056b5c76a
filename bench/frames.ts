import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createFaceEngine, type FaceEngine, type FaceNets } from '@invigil/biometrics';
import { analyseFrame, openNets, type EngineKind, type FrameAnalysis } from '@invigil/biometrics/node';
import { facePhoto } from '@invigil/biometrics/samples';
import { bareCosts, speedUps, type Cost } from './frames/bare.js';
import { timeBatches } from './frames/batches.js';
import { tryInt8 } from './frames/int8.js';

/**
 * What one frame costs on one thread, from its JPEG to faces, descriptor, thumbnail and hashes: the reference engine (face-api on WebAssembly) and onnxruntime in turns, in the
 * same run, so that whatever else the machine does hits both. Tiny detector first, then the same frames with SSD as well. Between the rounds, what neither can do without: decoding and the bare nets.
 */
const PEOPLE = 10;
const root = resolve(import.meta.dirname, '..');
const modelsDir = join(root, 'models');
const { values: options } = parseArgs({
  options: { images: { type: 'string' }, frames: { type: 'string', default: '10' }, rounds: { type: 'string', default: '3' } },
});

interface Contender {
  readonly kind: EngineKind;
  readonly nets: FaceNets;
  readonly engine: FaceEngine;
}

/** Sums over frames, in milliseconds. */
interface Sums {
  frames: number;
  cpu: number;
  total: number;
  decode: number;
  nets: number;
  tiny: number;
  ssd: number;
  landmarks: number;
  descriptor: number;
}
const nothing = (): Sums => ({ frames: 0, cpu: 0, total: 0, decode: 0, nets: 0, tiny: 0, ssd: 0, landmarks: 0, descriptor: 0 });

async function pictures(): Promise<Uint8Array[]> {
  const count = Number(options.frames);
  const folder = options.images;
  if (folder === undefined) {
    return Promise.all(Array.from({ length: count }, (_, i) => facePhoto({ person: i % PEOPLE }, { variant: i })));
  }
  const names = (await readdir(folder)).filter((name) => /\.(jpe?g|png|webp)$/i.test(name)).sort();
  if (names.length === 0) throw new Error(`There are no pictures in ${folder}; give a folder with JPEG, PNG or WebP files.`);
  return Promise.all(names.slice(0, count).map((name) => readFile(join(folder, name))));
}

/** One frame, added to the sums: CPU time of all threads, decoders and encoders included. */
async function frame({ engine, nets }: Contender, jpeg: Uint8Array, wantSsd: boolean, sums: Sums): Promise<FrameAnalysis> {
  const cpu = process.cpuUsage();
  const inside = nets.computedMs?.();
  const analysis = await analyseFrame(engine, { attemptId: 'bench', jpeg, priority: 'routine', wantSsd });
  const { user, system } = process.cpuUsage(cpu);
  const { decode, total, tiny, ssd, landmarks, descriptor } = analysis.timings;
  sums.frames += 1;
  sums.cpu += (user + system) / 1000;
  sums.total += total;
  sums.decode += decode;
  // the reference cannot tell its own preparation from its nets: all of it counts as nets
  sums.nets += inside === undefined ? tiny + ssd + landmarks + descriptor : (nets.computedMs?.() ?? 0) - inside;
  sums.tiny += tiny;
  sums.ssd += ssd;
  sums.landmarks += landmarks;
  sums.descriptor += descriptor;
  return analysis;
}

/**
 * All frames with one engine, then all with the other, some rounds: a server runs one engine, and after each of the other's frames it would find its own data out of the caches.
 * For the same reason each block begins with a frame that is not counted.
 */
async function compare(
  contenders: readonly Contender[],
  jpegs: readonly Uint8Array[],
  wantSsd: boolean,
  rounds: number,
  afterEach: () => Promise<void> = () => Promise.resolve(),
): Promise<Map<EngineKind, Sums>> {
  const sums = new Map(contenders.map(({ kind }) => [kind, nothing()] as const));
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders)
      for (const [turn, jpeg] of [...jpegs.slice(-1), ...jpegs].entries())
        await frame(contender, jpeg, wantSsd, (turn > 0 && sums.get(contender.kind)) || nothing());
    await afterEach();
  }
  return sums;
}

const share = (part: number, whole: number): number => Math.round((1000 * part) / whole) / 1000;
const rounded = (value: number): number => Math.round(value * 100) / 100;

function summary(sums: Sums) {
  const { frames } = sums;
  const after = sums.total - sums.decode;
  return {
    framesPerSecond: rounded((1000 * frames) / sums.total),
    cpuMsPerFrame: rounded(sums.cpu / frames),
    ms: Object.fromEntries(
      (['total', 'decode', 'tiny', 'ssd', 'landmarks', 'descriptor'] as const).map((step) => [step, rounded(sums[step] / frames)]),
    ),
    netsShareAfterDecoding: share(sums.nets, after),
  };
}

async function open(kind: EngineKind): Promise<Contender> {
  const nets = await openNets({ modelsDir, engine: kind });
  const engine = createFaceEngine(nets);
  await engine.warmUp();
  return { kind, nets, engine };
}

async function modelHashes(): Promise<Record<string, string>> {
  const { files } = JSON.parse(await readFile(join(modelsDir, 'manifest.json'), 'utf8')) as {
    files: { file: string; net?: string; sha256: string }[];
  };
  return Object.fromEntries(files.flatMap(({ net, sha256 }) => (net === undefined ? [] : [[net, sha256.slice(0, 8)] as const])));
}

const jpegs = await pictures();
const onnx = await open('onnx');
const reference = await open('tfjs');
const contenders = [reference, onnx];
await compare(contenders, jpegs, false, 1);
const rounds = Number(options.rounds);
const bareRounds = await bareCosts(reference.nets, onnx.nets, jpegs);
const tiny = await compare(contenders, jpegs, false, rounds, bareRounds.round);
const cascade = await compare(contenders, jpegs, true, Math.max(1, Math.round(rounds / 3)));
const results = [tiny, cascade].map((sums) => ({
  tfjs: summary(sums.get('tfjs') ?? nothing()),
  onnx: summary(sums.get('onnx') ?? nothing()),
}));
const row = (name: string, { framesPerSecond, cpuMsPerFrame, ms, netsShareAfterDecoding }: ReturnType<typeof summary>) => ({
  frames: name,
  'frames/s': framesPerSecond,
  'CPU ms': cpuMsPerFrame,
  ...ms,
  'in nets after decoding': netsShareAfterDecoding,
});
const [withTiny, withSsd] = results;
if (!withTiny || !withSsd) throw new Error('Nothing was measured.');
console.table([
  row('tiny, reference', withTiny.tfjs),
  row('tiny, onnx', withTiny.onnx),
  row('tiny + SSD, reference', withSsd.tfjs),
  row('tiny + SSD, onnx', withSsd.onnx),
]);
const bare = bareRounds.costs();
const whole = ({ ms, cpuMsPerFrame }: ReturnType<typeof summary>) => ({ ms: ms['total'] ?? NaN, cpuMs: cpuMsPerFrame });
const quicker = speedUps(whole(withTiny.tfjs), whole(withTiny.onnx), bare);
const bareRow = (what: string, { ms, cpuMs }: Cost) => ({ bare: what, ms: rounded(ms), 'CPU ms': rounded(cpuMs) });
console.table([bareRow('decoding', bare.decoding), bareRow('nets, reference', bare.netsReference), bareRow('nets, onnx', bare.netsOnnx)]);
console.table([
  { 'times the reference': 'by the clock', ...quicker.byTheClock },
  { 'times the reference': 'by CPU time', ...quicker.byCpuTime },
]);
const batches = await timeBatches(modelsDir, [1, 2, 4, 8]);
console.table(batches.map(({ faces, cpuMs }) => ({ 'recognition, faces a run': faces, 'CPU ms a face': rounded(cpuMs) })));
const int8 = await tryInt8(modelsDir, onnx.engine, jpegs);
console.table([int8]);
for (const { engine } of contenders) engine.dispose();
console.log(
  JSON.stringify({
    frames: jpegs.length * rounds,
    framesPerSecond: withTiny.onnx.framesPerSecond,
    cpuMsPerFrame: withTiny.onnx.cpuMsPerFrame,
    speedUp: rounded(withTiny.onnx.framesPerSecond / withTiny.tfjs.framesPerSecond),
    speedUpInCpuTime: quicker.byCpuTime.measured,
    mostSpeedUpWithTheseNets: quicker.byTheClock['were all but decoding and nets free'],
    bare,
    netsShareAfterDecoding: withTiny.onnx.netsShareAfterDecoding,
    reference: { framesPerSecond: withTiny.tfjs.framesPerSecond, cpuMsPerFrame: withTiny.tfjs.cpuMsPerFrame },
    withSsd: {
      framesPerSecond: withSsd.onnx.framesPerSecond,
      cpuMsPerFrame: withSsd.onnx.cpuMsPerFrame,
      reference: { framesPerSecond: withSsd.tfjs.framesPerSecond, cpuMsPerFrame: withSsd.tfjs.cpuMsPerFrame },
    },
    batches,
    int8,
    models: await modelHashes(),
  }),
);
