import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAnalysisPool } from './analysis-pool.js';
import { DroppedError } from './frame-analysis.js';
import type { FramePriority } from './frame-analysis.js';
import { FrameFaultError } from './frame-fault.js';
import type { AnalysisPool } from './pool-types.js';
import { workerThread } from './worker-thread.js';

const jpeg = new Uint8Array();

describe('the analysis pool, when workers fail', { timeout: 60_000 }, () => {
  let memory: Int32Array;
  let pool: AnalysisPool;

  function start(options: { threads?: number; maxQueue?: number; timeoutMs?: number } = {}): AnalysisPool {
    const worker = workerThread('../../testing/crashing-worker', import.meta.url);
    // the worker has no models: the place for their folder carries the shared memory
    const modelsDir = memory.buffer as unknown as string;
    return createAnalysisPool({ threads: 1, maxQueue: 10, modelsDir, worker, ...options });
  }

  const analyse = (attemptId: string, priority: FramePriority = 'routine') => pool.analyse({ attemptId, jpeg, priority });

  beforeEach(() => {
    memory = new Int32Array(new SharedArrayBuffer(8));
  });

  afterEach(() => pool.close());

  it('replaces a worker that died and analyses its frame once more', async () => {
    pool = start();
    await pool.ready;
    await expect(analyse('exits-once', 'challenge')).resolves.toMatchObject({ width: 1 });
    expect(memory[0]).toBe(2);
    expect(pool.stats()).toMatchObject({ analysed: 1, faults: 1, running: 0, waiting: 0 });
  });

  it('tries a frame again after a fault that the worker survives', async () => {
    pool = start();
    await expect(analyse('throws-once')).resolves.toMatchObject({ width: 1 });
    expect(pool.stats().faults).toBe(1);
  });

  it('gives up a frame under which also a worker of its own dies, and goes on with the others', async () => {
    pool = start();
    const [dead, alive] = await Promise.allSettled([analyse('always-exits'), analyse('fine')]);
    expect(dead).toMatchObject({ status: 'rejected', reason: expect.any(FrameFaultError) });
    expect(alive.status).toBe('fulfilled');
    expect(memory[0]).toBe(3);
  });

  it('tries a challenged frame once more than another, and then lets no frame kill workers for ever', async () => {
    pool = start();
    await expect(analyse('always-exits', 'challenge')).rejects.toBeInstanceOf(FrameFaultError);
    expect(memory[0]).toBe(3);
    expect(pool.stats()).toMatchObject({ faults: 3, running: 0, waiting: 0 });
    await expect(analyse('fine')).resolves.toMatchObject({ width: 1 });
  });

  it('loses no challenged frame to workers that die of what was before it', async () => {
    pool = start({ threads: 2, maxQueue: 5 });
    await pool.ready;
    const challenged = Array.from({ length: 12 }, (_, i) => analyse(`worn-${String(i % 4)}`, 'challenge'));
    const others = Promise.allSettled(Array.from({ length: 12 }, (_, i) => analyse(`worn-${String(i % 3)}`)));
    const outcomes = await Promise.allSettled(challenged);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(pool.stats().faults).toBeGreaterThan(0);
    // others may be dropped for want of room, and are told so
    const reasons = (await others).filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason as unknown);
    expect(reasons.every((reason) => reason instanceof DroppedError)).toBe(true);
  });

  it('gives up a worker that hangs', async () => {
    // long enough for a new worker to start, which counts too
    pool = start({ timeoutMs: 2_000 });
    await pool.ready;
    await expect(analyse('hangs')).rejects.toBeInstanceOf(FrameFaultError);
    await expect(analyse('fine')).resolves.toMatchObject({ width: 1 });
  });

  it('drops the oldest routine frame of the same attempt, and lets a challenge go first', async () => {
    pool = start({ maxQueue: 2 });
    await pool.ready;
    const order: string[] = [];
    const note = async (name: string, frame: Promise<unknown>) => {
      const [outcome] = await Promise.allSettled([frame]);
      order.push(outcome.status === 'fulfilled' ? name : `${name} ${(outcome.reason as Error).name}`);
    };
    const all = [
      note('busy', analyse('waits')),
      note('old', analyse('a')),
      note('new', analyse('a')),
      note('newest', analyse('a')),
      note('challenge', analyse('b', 'challenge')),
    ];
    Atomics.store(memory, 1, 1);
    Atomics.notify(memory, 1);
    await Promise.all(all);
    expect(order).toEqual(['old DroppedError', 'new DroppedError', 'busy', 'challenge', 'newest']);
    expect(pool.stats()).toMatchObject({ analysed: 3, dropped: 2 });
  });

  it('drops what waits when it is closed, and takes nothing more', async () => {
    pool = start();
    await pool.ready;
    const busy = analyse('hangs');
    const waiting = analyse('a');
    const outcomes = Promise.allSettled([busy, waiting]);
    await pool.close();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(waiting).rejects.toBeInstanceOf(DroppedError);
    await expect(analyse('b')).rejects.toBeInstanceOf(DroppedError);
  });

  it('says why when the models are missing, and does not try for ever', async () => {
    pool = createAnalysisPool({ threads: 1, maxQueue: 1, modelsDir: '/there/is/no/such/folder' });
    await expect(pool.ready).rejects.toThrow(/could not be loaded; run/);
    await expect(analyse('a')).rejects.toBeInstanceOf(DroppedError);
  });
});
