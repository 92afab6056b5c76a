import { resolve } from 'node:path';
import { analysisThreads, createAnalysisPool } from '@invigil/biometrics/node';
import { facePhoto } from '@invigil/biometrics/samples';

/** Whether the memory of a pool stays flat: frames one after the other through real workers, and what the process holds along the way. */
const FRAMES = Number(process.argv[2] ?? '') || 20_000;
/** Until then engines, allocators and threads take what they will keep. */
const WARM = Math.min(2000, Math.floor(FRAMES / 5));
const SSD_EVERY = 10;
const POINTS = 10;
const MB = 1024 * 1024;

const threads = Number(process.env['ANALYSIS_THREADS'] ?? '') || analysisThreads();
const pool = createAnalysisPool({ threads, modelsDir: resolve(import.meta.dirname, '..', 'models'), maxQueue: threads * 4 });
const people = Array.from({ length: 10 }, (_, person) => person);
const jpegs = await Promise.all(people.map((person) => facePhoto({ person })));
await pool.ready;
console.log(`${pool.stats().engine}, ${String(threads)} threads, ${String(FRAMES)} frames, SSD on each ${String(SSD_EVERY)}th`);
console.log('   frames   RSS MB  heap MB  buffers MB');

const rss: number[] = [];
function note(frames: number): void {
  const now = process.memoryUsage();
  if (frames >= WARM) rss.push(now.rss / MB);
  const cells = [now.rss, now.heapUsed, now.external].map((bytes, i) => (bytes / MB).toFixed(0).padStart([9, 9, 12][i] ?? 9));
  console.log(`${String(frames).padStart(9)}${cells.join('')}`);
}

let sent = 0;
let done = 0;
const points = new Set([WARM, ...Array.from({ length: POINTS }, (_, i) => Math.round(((i + 1) * FRAMES) / POINTS))]);
async function lane(): Promise<void> {
  while (sent < FRAMES) {
    const turn = sent++;
    const jpeg = jpegs[turn % jpegs.length] ?? new Uint8Array();
    // a fresh attempt each hundred frames: what is remembered of attempts counts too
    await pool.analyse({ attemptId: String(Math.floor(turn / 100)), jpeg, priority: 'routine', wantSsd: turn % SSD_EVERY === 0 });
    done += 1;
    if (points.has(done)) note(done);
  }
}
note(0);
await Promise.all(Array.from({ length: threads * 2 }, lane));
const { faults } = pool.stats();
await pool.close();
const [first = 0, last = 0] = [rss[0], rss.at(-1)];
console.log(`\nRSS from frame ${String(WARM)} to the end: ${(last - first).toFixed(0)} MB more\n`);
console.log(JSON.stringify({ frames: FRAMES, rssStartMb: Math.round(first), rssEndMb: Math.round(last), faults }));
