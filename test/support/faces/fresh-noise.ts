import { randomFillSync } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { frameCount, lumaPlace } from './y4m.js';

/** Nobody writes to the film; its noise is being written; somebody else writes, or the camera hangs. */
const [FREE, NOISE, HELD] = [0, 1, 2] as const;

/** Whose turn it is to write to each film that plays. */
const films = new Map<string, Int32Array<SharedArrayBuffer>>();
const STEP_MS = 5;
/** Rows that get new noise, in bytes. A part is enough to make each picture another one, and so little is written at once on any machine. */
const PART = 32 * 640;
/** The lowest bits of each brightness: noise of about one level, which stays what it is however often it is drawn anew. */
const BITS = 0b11;

const placesOf = (bytes: number): readonly number[] => Array.from({ length: frameCount(bytes) }, (_, frame) => lumaPlace(frame));

/** Gives each picture of a film in memory new noise. */
export function freshen(film: Buffer): void {
  const noise = Buffer.alloc(PART);
  for (const place of placesOf(film.length)) {
    randomFillSync(noise);
    for (const [i, level] of noise.entries()) film[place + i] = ((film[place + i] ?? 0) & ~BITS) | (level & BITS);
  }
}

/** Waits until the noise is not being written, and keeps it from being written. */
async function hold(turn: Int32Array<SharedArrayBuffer>): Promise<void> {
  while (Atomics.compareExchange(turn, 0, FREE, HELD) !== FREE) {
    if (Atomics.load(turn, 0) === HELD) return;
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}

/**
 * Writes to a film while its noise does not.
 * @param still whether the camera hangs from now on: no noise any more
 */
export async function alone(file: string, write: (handle: FileHandle) => Promise<void>, still: boolean): Promise<void> {
  const turn = films.get(file);
  if (turn) await hold(turn);
  const handle = await open(file, 'r+');
  try {
    await write(handle);
  } finally {
    await handle.close();
    if (turn && !still) Atomics.store(turn, 0, FREE);
  }
}

/**
 * Gives a film new noise all the time, as a sensor does: pictures that come again look like a recording. A thread of its own does so, since a busy test would
 * let the film go round unchanged. Ends with the file, and keeps no process alive.
 * @param bytes length of the film
 */
export function keepFresh(file: string, bytes: number): void {
  const turn = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  films.set(file, turn);
  const workerData = { file, turn, FREE, NOISE, BITS, PART, places: placesOf(bytes) };
  const worker = new Worker(new URL('./noise.worker.ts', import.meta.url), { workerData });
  worker.unref();
  worker.once('exit', () => films.delete(file));
}
