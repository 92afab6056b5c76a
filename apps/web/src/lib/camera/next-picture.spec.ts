import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CameraProblem } from './camera-problem.ts';
import { NextPicture } from './next-picture.ts';

/**
 * A video whose pictures come at these moments, in milliseconds, and a clock that only waiting moves.
 * @param late how long after it was counted a picture is shown
 * @param marked whether a picture tells which one it is
 */
function film(pictures: readonly number[], late = 0, marked = false) {
  let clock = 0;
  const upTo = (moment: number): number => pictures.filter((at) => at <= moment).length;
  const shown = (): number => upTo(clock - late);
  let open = 0;
  const look = () => {
    open++;
    return { marks: marked ? [upTo(clock), shown()] : [upTo(clock)], picture: shown(), close: () => (open -= 1) };
  };
  const next = new NextPicture(
    () => clock,
    (ms) => {
      clock += ms;
      return Promise.resolve();
    },
  );
  const take = async (): Promise<number> => {
    const { picture, close } = await next.take(look);
    close();
    return picture;
  };
  return { take, wait: (ms: number) => (clock += ms), clock: () => clock, open: () => open };
}

describe('NextPicture', () => {
  it('gives the first picture at once, and another one each time', async () => {
    const { take, wait, clock } = film([0, 50, 100, 200]);
    expect([await take(), clock()]).toEqual([1, 0]);
    wait(50);
    expect(await take()).toBe(2);
    expect(await take()).toBe(3);
    expect(await take()).toBe(4);
  });

  it('never gives one picture twice once two have come, however its callers and the pictures come', async () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 20 });
    const lates = fc.integer({ min: 0, max: 300 });
    await fc.assert(
      fc.asyncProperty(gaps, gaps, lates, async (between, calls, late) => {
        let at = 10;
        const camera = film([-late, 10, ...between.map((gap) => (at += gap))], late, true);
        const given: number[] = [];
        const take = () =>
          camera.take().then(
            (picture) => given.push(picture),
            () => undefined,
          );
        await take();
        camera.wait(10 + late);
        await take();
        await Promise.all(calls.map((gap) => (camera.wait(gap), take())));
        expect(new Set(given).size).toBe(given.length);
        expect(camera.open()).toBe(0);
      }),
    );
  });

  it('says what to do where the picture stands still, and goes on with the next one that comes', async () => {
    const { take, clock, wait, open } = film([0, 10, 9000]);
    await take();
    wait(10);
    await take();
    const problem = await take().catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(CameraProblem);
    expect(problem).toMatchObject({ kind: 'still', message: expect.stringContaining('Come back to this page') as string });
    expect(clock()).toBeLessThan(2100);
    expect(open()).toBe(0);
    wait(9000);
    expect(await take()).toBe(3);
  });

  it('holds nothing back where the browser does not count the pictures of a camera', async () => {
    const { take, clock } = film([0]);
    for (let i = 0; i < 5; i++) expect(await take()).toBe(1);
    expect(clock()).toBe(0);
  });
});
