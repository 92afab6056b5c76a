import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { analysisThreads, createAnalysisPool, DroppedError, type AnalysisPool, type EngineKind } from '@invigil/biometrics/node';
import { facePhoto } from '@invigil/biometrics/samples';
import { DEFAULT_POLICY } from '@invigil/shared';

/**
 * How many simulated students at the default policy this machine carries before routine frames are dropped: real JPEGs through the real pool, at the moments at which
 * students would send them. Samples cost the engine nothing, since the page computes them; sockets, database and pages are not part of this measurement.
 */
const { frameSeconds, challengeSeconds } = DEFAULT_POLICY;
/** As the server does it: each third routine frame and every challenged one is looked at thoroughly. */
const THOROUGH_EVERY = 3;
/** As the server has it. */
const MAX_QUEUE = 500;
const WINDOW_SECONDS = 12;
const STEPS = 5;
/** More work than this waiting at the end of a window means that the queue grows. */
const BACKLOG_SECONDS = 0.5;
const root = resolve(import.meta.dirname, '..');
const threads = Number(process.env['ANALYSIS_THREADS'] ?? '') || analysisThreads();

interface Arrival {
  readonly at: number;
  readonly attemptId: string;
  readonly challenged: boolean;
  readonly thorough: boolean;
}
interface Window {
  readonly students: number;
  readonly carried: boolean;
  readonly frames: number;
  readonly dropped: number;
  readonly waiting: number;
  readonly p95Ms: number;
  readonly cpuMsPerFrame: number;
}

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const between = (from: number, to: number): number => from + Math.random() * (to - from);
const perStudent = 1 / frameSeconds + 2 / (challengeSeconds[0] + challengeSeconds[1]);
const thoroughShare = (1 / (frameSeconds * THOROUGH_EVERY) + 2 / (challengeSeconds[0] + challengeSeconds[1])) / perStudent;

/** One student who has been sitting there for a while. */
function arrivalsOf(attemptId: string): Arrival[] {
  const arrivals: Arrival[] = [];
  let turn = Math.floor(Math.random() * THOROUGH_EVERY);
  for (let at = Math.random() * frameSeconds; at < WINDOW_SECONDS; at += frameSeconds)
    arrivals.push({ at, attemptId, challenged: false, thorough: turn++ % THOROUGH_EVERY === 0 });
  // begun long ago, so that the first one may come at any moment
  for (let at = between(-10, -9) * challengeSeconds[1]; at < WINDOW_SECONDS; at += between(...challengeSeconds))
    if (at >= 0) arrivals.push({ at, attemptId, challenged: true, thorough: true });
  return arrivals;
}

class Load {
  readonly #jpegs: readonly Uint8Array[];
  #turn = 0;

  constructor(jpegs: readonly Uint8Array[]) {
    this.#jpegs = jpegs;
  }

  /** @returns milliseconds from arrival to result, null when it was dropped */
  async frame(pool: AnalysisPool, { attemptId, challenged, thorough }: Omit<Arrival, 'at'>): Promise<number | null> {
    const jpeg = this.#jpegs[this.#turn++ % this.#jpegs.length];
    if (!jpeg) throw new Error('There is no picture to send.');
    const begun = performance.now();
    try {
      await pool.analyse({ attemptId, jpeg, priority: challenged ? 'challenge' : 'routine', wantSsd: thorough, wantScreen: thorough });
      return performance.now() - begun;
    } catch (error) {
      if (error instanceof DroppedError) return null;
      throw error;
    }
  }

  /** Frames a second when there is always one more, in the mix of the default policy. */
  async saturated(pool: AnalysisPool, seconds: number): Promise<number> {
    const end = performance.now() + seconds * 1000;
    let frames = 0;
    const one = async (): Promise<void> => {
      while (performance.now() < end) {
        await this.frame(pool, { attemptId: String(frames), challenged: false, thorough: Math.random() < thoroughShare });
        frames += 1;
      }
    };
    await Promise.all(Array.from({ length: threads * 2 }, one));
    return frames / seconds;
  }

  /** So many students for some seconds. */
  async window(pool: AnalysisPool, students: number, perSecond: number): Promise<Window> {
    const arrivals = Array.from({ length: students }, (_, i) => arrivalsOf(String(i)))
      .flat()
      .toSorted((a, b) => a.at - b.at);
    const [cpu, begun] = [process.cpuUsage(), performance.now()];
    const results: Promise<number | null>[] = [];
    for (const arrival of arrivals) {
      const early = arrival.at * 1000 - (performance.now() - begun);
      if (early > 1) await wait(early);
      results.push(this.frame(pool, arrival));
    }
    await wait(WINDOW_SECONDS * 1000 - (performance.now() - begun));
    const { waiting } = pool.stats();
    const times = await Promise.all(results);
    const { user, system } = process.cpuUsage(cpu);
    const done = times.filter((ms) => ms !== null).toSorted((a, b) => a - b);
    const dropped = times.length - done.length;
    return {
      students,
      carried: dropped === 0 && waiting <= perSecond * BACKLOG_SECONDS,
      frames: times.length,
      dropped,
      waiting,
      p95Ms: done[Math.ceil(done.length * 0.95) - 1] ?? Number.NaN,
      cpuMsPerFrame: (user + system) / 1000 / done.length,
    };
  }
}

const cell = (value: string | number, width: number): string => String(value).padStart(width);

async function measure(engine: EngineKind, load: Load): Promise<Window | null> {
  const pool = createAnalysisPool({ threads, modelsDir: `${root}/models`, maxQueue: MAX_QUEUE, engine });
  try {
    await pool.ready;
    await load.saturated(pool, 1);
    const perSecond = await load.saturated(pool, 4);
    console.log(
      `\n${pool.stats().engine}, ${String(threads)} threads: ${perSecond.toFixed(1)} frames a second when there is always one more`,
    );
    console.log('  students  frames  dropped  waiting at the end   p95 ms  CPU ms a frame');
    let [low, high] = [0.4, 1.2].map((share) => Math.round((share * perSecond) / perStudent)) as [number, number];
    let best: Window | null = null;
    for (let step = 0; step < STEPS && low < high; step++) {
      const now = await load.window(pool, Math.round((low + high) / 2), perSecond);
      const numbers = [
        cell(now.students, 8),
        cell(now.frames, 8),
        cell(now.dropped, 9),
        cell(now.waiting, 20),
        cell(Math.round(now.p95Ms), 9),
      ];
      console.log(`  ${numbers.join('')}${cell(now.cpuMsPerFrame.toFixed(1), 16)}  ${now.carried ? 'carried' : 'too many'}`);
      if (now.carried) [low, best] = [now.students, now];
      else high = now.students;
    }
    return best;
  } finally {
    await pool.close();
  }
}

const people = Array.from({ length: 10 }, (_, person) => person);
const jpegs = (
  await Promise.all(people.map((person) => Promise.all([0, 1, 2].map((variant) => facePhoto({ person }, { variant })))))
).flat();
console.log(`Students at the default policy: a routine frame each ${String(frameSeconds)} s, an asked-for one each ${challengeSeconds.join(' to ')} s at random; SSD and the look for
screens on ${(thoroughShare * 100).toFixed(0)} % of them (each third routine one, every asked-for one). ${String(jpegs.length)} JPEGs of 640 × 480; ${String(availableParallelism())} cores.
Method: windows of ${String(WINDOW_SECONDS)} s with frames at the moments at which so many students would send them; carried means that none was dropped and that at
the end no more than ${String(BACKLOG_SECONDS)} s of work waited. ${String(STEPS)} windows halve the range between 0.4 and 1.2 times what the saturated pool does.
The engine alone: sockets, database and pages cost a server some of this.`);
const load = new Load(jpegs);
const onnx = await measure('onnx', load);
const tfjs = await measure('tfjs', load);
const cpuMsPerFrame = onnx ? Number(onnx.cpuMsPerFrame.toFixed(1)) : null;
console.log(`\nCarried: ${String(onnx?.students ?? 0)} students with ONNX, ${String(tfjs?.students ?? 0)} with the reference engine.\n`);
console.log(JSON.stringify({ students: onnx?.students ?? 0, reference: { students: tfjs?.students ?? 0 }, cpuMsPerFrame }));
