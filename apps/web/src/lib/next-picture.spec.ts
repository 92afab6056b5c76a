import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CameraProblem } from './camera-problem.ts';
import { NextPicture } from './next-picture.ts';

/** A video whose pictures come at these moments, in milliseconds, and a clock that only waiting moves. */
function film(pictures: readonly number[]) {
  let clock = 0;
  const shown = (): number => pictures.filter((at) => at <= clock).length;
  const next = new NextPicture(
    shown,
    () => clock,
    (ms) => {
      clock += ms;
      return Promise.resolve();
    },
  );
  return { next, shown, wait: (ms: number) => (clock += ms), clock: () => clock };
}

describe('NextPicture', () => {
  it('gives the first picture at once, and another one each time', async () => {
    const { next, shown, wait, clock } = film([0, 50, 100, 200]);
    expect([await next.take(shown), clock()]).toEqual([1, 0]);
    wait(50);
    expect(await next.take(shown)).toBe(2);
    expect(await next.take(shown)).toBe(3);
    expect(await next.take(shown)).toBe(4);
  });

  it('never gives one picture twice once two have come, however its callers and the pictures come', async () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(gaps, gaps, async (between, calls) => {
        let at = 10;
        const camera = film([0, 10, ...between.map((gap) => (at += gap))]);
        const given: number[] = [];
        const take = () => camera.next.take(() => given.push(camera.shown())).catch(() => undefined);
        await take();
        camera.wait(10);
        await take();
        await Promise.all(calls.map((gap) => (camera.wait(gap), take())));
        expect(new Set(given).size).toBe(given.length);
      }),
    );
  });

  it('says what to do where the picture stands still, and goes on with the next one that comes', async () => {
    const { next, shown, clock, wait } = film([0, 10, 9000]);
    await next.take(shown);
    wait(10);
    await next.take(shown);
    const problem = await next.take(shown).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(CameraProblem);
    expect(problem).toMatchObject({ kind: 'still', message: expect.stringContaining('Come back to this page') as string });
    expect(clock()).toBeLessThan(2100);
    wait(9000);
    expect(await next.take(shown)).toBe(3);
  });

  it('holds nothing back where the browser does not count the pictures of a camera', async () => {
    const { next, shown, clock } = film([0]);
    for (let i = 0; i < 5; i++) expect(await next.take(shown)).toBe(1);
    expect(clock()).toBe(0);
  });
});
