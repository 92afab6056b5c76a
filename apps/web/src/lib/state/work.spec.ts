import { describe, expect, it } from 'vitest';
import { Work } from './work.svelte.js';

describe('work of a button', () => {
  it('is busy until its task is over, and says whether it went well', async () => {
    const work = new Work(() => expect.unreachable());
    const task = Promise.withResolvers<string>();
    expect(work.busy).toBe(false);
    const done = work.run(() => task.promise);
    expect(work.busy).toBe(true);
    task.resolve('whatever');
    expect(await done).toBe(true);
    expect(work.busy).toBe(false);
  });
  it('tells what went wrong, rejects never, and can be tried again', async () => {
    const told: unknown[] = [];
    const work = new Work((error) => told.push(error));
    const wrong = new Error('no line');
    expect(await work.run(() => Promise.reject(wrong))).toBe(false);
    expect(
      await work.run(() => {
        throw wrong;
      }),
    ).toBe(false);
    expect(told).toEqual([wrong, wrong]);
    expect(work.busy).toBe(false);
    expect(await work.run(() => Promise.resolve())).toBe(true);
  });
});
