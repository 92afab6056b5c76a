import { decodePicture, PictureError } from '@invigil/biometrics/node';
import { hostilePictures, type HostilePicture } from '../libs/biometrics/src/testing/hostile-pictures/index.js';

/**
 * Milliseconds of CPU time, of all threads, that each hostile picture costs until it is decoded or refused, and whether what comes of it is what should.
 * The median of some runs one after the other; the first, which warms up, is left out.
 */
const RUNS = 9;
const AIM_MS = 50;
const CODE = /^PICTURE_/;

interface Row {
  readonly name: string;
  readonly bytes: number;
  readonly cpuMs: number;
  readonly outcome: string;
  readonly right: boolean;
}

async function outcomeOf(bytes: Uint8Array): Promise<string> {
  try {
    const { width, height } = await decodePicture(bytes);
    return `${String(width)} × ${String(height)}`;
  } catch (error) {
    if (error instanceof PictureError) return error.code;
    throw error;
  }
}

async function measure({ name, bytes, outcome: expected }: HostilePicture): Promise<Row> {
  const outcome = await outcomeOf(bytes);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const before = process.cpuUsage();
    await outcomeOf(bytes);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  const cpuMs = times.toSorted((a, b) => a - b)[RUNS >> 1] ?? NaN;
  const wanted = typeof expected === 'string' ? expected : `${String(expected.width)} × ${String(expected.height)}`;
  return { name, bytes: bytes.length, cpuMs, outcome, right: outcome === wanted };
}

const rows: Row[] = [];
for (const picture of await hostilePictures()) rows.push(await measure(picture));
const width = Math.max(...rows.map(({ name }) => name.length));
console.log(`${'picture'.padEnd(width)}   KB  CPU ms  outcome`);
for (const { name, bytes, cpuMs, outcome, right } of rows.toSorted((a, b) => b.cpuMs - a.cpuMs)) {
  const size = String(Math.ceil(bytes / 1024)).padStart(4);
  console.log(`${name.padEnd(width)} ${size} ${cpuMs.toFixed(1).padStart(7)}  ${outcome}${right ? '' : '  NOT AS EXPECTED'}`);
}
const costs = rows.map(({ cpuMs }) => cpuMs).toSorted((a, b) => a - b);
const worst = costs.at(-1) ?? NaN;
const round = (ms: number) => Math.round(ms * 10) / 10;
const summary = {
  pictures: rows.length,
  refused: rows.filter(({ outcome }) => CODE.test(outcome)).length,
  asExpected: rows.filter(({ right }) => right).length,
  overAim: costs.filter((ms) => ms > AIM_MS).length,
  medianCpuMs: round(costs[costs.length >> 1] ?? NaN),
  worstCpuMs: round(worst),
};
console.log(`
${String(summary.pictures)} pictures, ${String(summary.asExpected)} with the expected outcome (${String(summary.refused)} refused);
${String(summary.overAim)} cost more than ${String(AIM_MS)} ms of CPU time; the median costs ${String(summary.medianCpuMs)} ms, the worst ${String(summary.worstCpuMs)} ms.
`);
console.log(JSON.stringify(summary));
if (summary.asExpected < summary.pictures) process.exitCode = 1;
