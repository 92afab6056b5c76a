import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { insideNative, NativeGate } from './native-gate.js';

const soon = (ms = 20) => new Promise((resolve) => setTimeout(resolve, ms));

describe('NativeGate', () => {
  it('is closed only when those inside have come out', async () => {
    const gate = new NativeGate();
    const worker = new NativeGate(gate.memory);
    worker.enter();
    worker.enter();
    let closed = false;
    const closing = gate.close().then(() => (closed = true));
    worker.leave();
    await soon();
    expect(closed).toBe(false);
    worker.leave();
    await closing;
    expect(closed).toBe(true);
  });

  it('does not wait for ever for a worker that died inside', async () => {
    const gate = new NativeGate();
    gate.enter();
    await expect(gate.close(10)).resolves.toBeUndefined();
  });

  it('lets nobody in before everyone who closed it has opened it', async () => {
    const gate = new NativeGate();
    await gate.close();
    await gate.close();
    // what `enter` does at a closed gate blocks its thread
    const worker = new Worker(
      `const { workerData, parentPort } = require('worker_threads'); Atomics.wait(new Int32Array(workerData), 1, 1); parentPort.postMessage('in');`,
      {
        eval: true,
        workerData: gate.memory,
      },
    );
    let inside = false;
    const message = new Promise((resolve) => worker.once('message', resolve)).then(() => (inside = true));
    await new Promise((resolve) => worker.once('online', resolve));
    gate.open();
    await soon(50);
    expect(inside).toBe(false);
    gate.open();
    await message;
    await worker.terminate();
    const other = new NativeGate(gate.memory);
    other.enter();
    other.leave();
  });

  it('is left also when the step fails, and is not needed', async () => {
    const gate = new NativeGate();
    await expect(insideNative(gate, () => Promise.reject(new Error('fault')))).rejects.toThrow('fault');
    await gate.close();
    expect(await insideNative(undefined, () => Promise.resolve(7))).toBe(7);
  });
});
