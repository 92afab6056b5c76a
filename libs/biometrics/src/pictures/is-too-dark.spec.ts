import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTooDark } from './is-too-dark.js';
import { pictureExposure } from './picture-exposure.js';
import { frameVariant, sampleScene } from '../samples/index.js';
import type { SampleScene } from '../samples/index.js';

const dimmed = async (scene: SampleScene, light: number) =>
  isTooDark(pictureExposure(await sampleScene(scene, { ...frameVariant(3), light })));

describe('isTooDark', () => {
  it('tells a dark room from an empty chair', async () => {
    expect(await dimmed('dark', 1)).toBe(true);
    expect(await dimmed('student', 0.12)).toBe(true);
    expect(await dimmed('empty', 0.1)).toBe(true);
    expect(await dimmed('empty', 1)).toBe(false);
    expect(await dimmed('empty', 0.5)).toBe(false);
  });

  it('leaves alone light in which faces are found', async () => {
    for (const scene of ['student', { person: 2 }, { person: 5 }] as const) expect(await dimmed(scene, 0.4)).toBe(false);
  });

  it('takes a covered lens for dark whatever its colour', () => {
    const level = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(level, level, level, (r, g, b) => {
        const data = new Uint8Array(32 * 32 * 3).map((_, i) => [r, g, b][i % 3] ?? 0);
        expect(isTooDark(pictureExposure({ data, width: 32, height: 32 }))).toBe(true);
      }),
    );
  });

  it('never takes more light for less', () => {
    const exposure = fc.record({ brightness: fc.double({ min: 0, max: 200, noNaN: true }), contrast: fc.integer({ min: 0, max: 200 }) });
    fc.assert(
      fc.property(exposure, fc.double({ min: 0, max: 55, noNaN: true }), (dim, more) => {
        const brighter = { brightness: dim.brightness + more, contrast: dim.contrast + more };
        if (!isTooDark(dim)) expect(isTooDark(brighter)).toBe(false);
      }),
    );
  });
});
