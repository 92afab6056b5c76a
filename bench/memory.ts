import { resolve } from 'node:path';
import { analysisThreads, createAnalysisPool } from '@invigil/biometrics/node';
import { facePhoto } from '@invigil/biometrics/samples';

/**
 * Whether the memory of a pool stays flat: frames one after the other through real workers, and what the process holds along the way. Growth until engines, allocators and threads have taken what they keep is
 * no leak, so what counts is the second half: the slope of a straight line through it.
 */
const FRAMES = Number(process.argv[2] ?? '') || 20_000;
const SSD_EVERY = 10;
/** Rows of the table, and times that memory is read for each: one reading alone hits or misses a frame in flight. */
const ROWS = 20;
const READINGS = 10;
const MB = 1024 * 1024;

interface Reading {
  readonly frames: number;
  readonly rss: number;
  readonly heap: number;
  readonly buffers: number;
}

const threads = Number(process.env['ANALYSIS_THREADS'] ?? '') || analysisThreads();
const pool = createAnalysisPool({ threads, modelsDir: resolve(import.meta.dirname, '..', 'models'), maxQueue: threads * 4 });
const people = Array.from({ length: 10 }, (_, person) => person);
const jpegs = await Promise.all(people.map((person) => facePhoto({ person })));
await pool.ready;

const readings: Reading[] = [];
function read(frames: number): Reading {
  const { rss, heapUsed, external } = process.memoryUsage();
  return { frames, rss: rss / MB, heap: heapUsed / MB, buffers: external / MB };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** MB more for each thousand frames: the straight line with the least squares. */
function slope(line: readonly Reading[]): number {
  const frames = mean(line.map((reading) => reading.frames));
  const rss = mean(line.map((reading) => reading.rss));
  const spread = line.reduce((sum, reading) => sum + (reading.frames - frames) ** 2, 0);
  return (1000 * line.reduce((sum, reading) => sum + (reading.frames - frames) * (reading.rss - rss), 0)) / spread;
}

const cells = (values: readonly number[]) => values.map((value, i) => value.toFixed(0).padStart([9, 9, 9, 12][i] ?? 9)).join('');
console.log(`${pool.stats().engine}, ${String(threads)} threads, ${String(FRAMES)} frames, SSD on each ${String(SSD_EVERY)}th`);
console.log('   frames   RSS MB  heap MB  buffers MB');
const start = read(0);
console.log(cells([0, start.rss, start.heap, start.buffers]));

const every = Math.max(1, Math.floor(FRAMES / ROWS / READINGS));
let sent = 0;
let done = 0;
async function lane(): Promise<void> {
  while (sent < FRAMES) {
    const turn = sent++;
    const jpeg = jpegs[turn % jpegs.length] ?? new Uint8Array();
    // a fresh attempt each hundred frames: what is remembered of attempts counts too
    await pool.analyse({ attemptId: String(Math.floor(turn / 100)), jpeg, priority: 'routine', wantSsd: turn % SSD_EVERY === 0 });
    done += 1;
    if (done % every !== 0) continue;
    readings.push(read(done));
    const row = readings.slice(-READINGS);
    if (readings.length % READINGS === 0)
      console.log(cells([done, ...(['rss', 'heap', 'buffers'] as const).map((of) => mean(row.map((one) => one[of])))]));
  }
}
await Promise.all(Array.from({ length: threads * 2 }, lane));
const { faults } = pool.stats();
await pool.close();
const second = readings.filter(({ frames }) => frames > FRAMES / 2);
const rss = second.map((reading) => reading.rss);
const perThousand = slope(second);
const [least, most] = [Math.min(...rss), Math.max(...rss)];
console.log(
  `\nSecond half: RSS between ${least.toFixed(0)} and ${most.toFixed(0)} MB, ${perThousand.toFixed(2)} MB more for each 1,000 frames\n`,
);
const round = (value: number) => Math.round(value * 100) / 100;
console.log(
  JSON.stringify({
    frames: FRAMES,
    rssStartMb: Math.round(start.rss),
    secondHalf: { rssLeastMb: Math.round(least), rssMostMb: Math.round(most), mbPerThousandFrames: round(perThousand) },
    faults,
  }),
);
