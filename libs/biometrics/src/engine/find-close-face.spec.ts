import { describe, expect, it } from 'vitest';
import { findCloseFace } from './find-close-face.js';
import { painted } from '../testing/arbitraries.js';
import type { Box, Detection, Picture } from '../types.js';

const picture = painted(200, 100, () => [255, 0, 0]);

/** A detector that sees a face at that place of whatever it is shown. */
function seeing(box: Box, score = 0.7) {
  const shown: Picture[] = [];
  function detectTiny(seen: Picture): Promise<Detection[]> {
    shown.push(seen);
    return Promise.resolve([{ box, score }]);
  }
  return { shown, detectTiny };
}

describe('findCloseFace', () => {
  it('shows the detector the whole picture in a wide frame', async () => {
    const nets = seeing({ x: 100, y: 50, width: 90, height: 90 });
    await findCloseFace(nets, picture);
    const [shown] = nets.shown;
    expect(shown).toMatchObject({ width: 400, height: 200 });
    expect([...(shown?.data.subarray(0, 3) ?? [])]).toEqual([128, 128, 128]);
    const middle = (100 * 400 + 200) * 3;
    expect([...(shown?.data.subarray(middle, middle + 3) ?? [])]).toEqual([255, 0, 0]);
    expect(shown?.data.filter((byte) => byte === 0)).toHaveLength(2 * 200 * 100);
  });

  it('gives the place in the picture itself', async () => {
    expect(await findCloseFace(seeing({ x: 90, y: 40, width: 120, height: 110 }), picture)).toEqual([
      { box: { x: -10, y: -10, width: 120, height: 110 }, score: 0.7 },
    ]);
  });

  it('takes none of which the detector is barely sure', async () => {
    expect(await findCloseFace(seeing({ x: 90, y: 40, width: 120, height: 110 }, 0.55), picture)).toEqual([]);
  });

  it('takes no small face, which the usual look would have found', async () => {
    expect(await findCloseFace(seeing({ x: 150, y: 80, width: 49, height: 60 }), picture)).toEqual([]);
  });
});
