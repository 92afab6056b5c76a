import { randomFillSync } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/** Much quicker than a film goes round, so that no picture of it is seen twice. */
const EVERY_MS = 100;

interface Work {
  file: string;
  places: readonly number[];
  turn: Int32Array;
  FREE: number;
  NOISE: number;
  BITS: number;
  PART: number;
}
const { file, places, turn, FREE, NOISE, BITS, PART } = workerData as Work;
const luma = Buffer.alloc(PART);
const noise = Buffer.alloc(PART);
const handle = openSync(file, 'r+');

function refresh(): void {
  for (const place of places) {
    readSync(handle, luma, 0, PART, place);
    randomFillSync(noise);
    for (let i = 0; i < PART; i++) luma[i] = ((luma[i] ?? 0) & ~BITS) | ((noise[i] ?? 0) & BITS);
    writeSync(handle, luma, 0, PART, place);
  }
}

const timer = setInterval(() => {
  if (!existsSync(file)) {
    clearInterval(timer);
    closeSync(handle);
  } else if (Atomics.compareExchange(turn, 0, FREE, NOISE) === FREE) {
    refresh();
    Atomics.store(turn, 0, FREE);
  }
}, EVERY_MS);
