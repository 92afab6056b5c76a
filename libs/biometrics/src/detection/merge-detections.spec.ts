import { describe, expect, it } from 'vitest';
import { mergeDetections } from './merge-detections.js';
import type { Detection } from '../types.js';

const face = (x: number, score: number, side = 100): Detection => ({ box: { x, y: 50, width: side, height: side }, score });

describe('mergeDetections', () => {
  it('counts as SSD does: tiny alone never says that there are several', () => {
    expect(mergeDetections([face(0, 0.9), face(300, 0.6)], [face(5, 0.8)])).toHaveLength(1);
    expect(mergeDetections([face(0, 0.9)], [face(5, 0.8), face(300, 0.7)])).toHaveLength(2);
  });

  it('keeps what tiny sees where SSD sees nothing', () => {
    expect(mergeDetections([face(0, 0.9)], [])).toEqual([face(0, 0.9)]);
    expect(mergeDetections([], [])).toEqual([]);
  });

  it('keeps the tiny box of a face that both see, with the better score', () => {
    expect(mergeDetections([face(0, 0.6)], [face(10, 0.95)])).toEqual([face(0, 0.95)]);
  });

  it('gives one tiny box to one face only', () => {
    const merged = mergeDetections([face(0, 0.9)], [face(2, 0.8), face(20, 0.7)]);
    expect(merged.map(({ box }) => box.x)).toEqual([0, 20]);
  });
});
