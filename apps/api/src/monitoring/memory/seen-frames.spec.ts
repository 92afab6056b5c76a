import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeenFrames, type FrameBytes } from './seen-frames.js';

const frame = (id: string, picture: string, seconds: number): FrameBytes => ({
  id,
  sha256: createHash('sha256').update(picture).digest(),
  at: new Date(seconds * 1000),
});

describe('SeenFrames', () => {
  it('knows the same bytes again, in whatever order they are looked at', () => {
    const seen = new SeenFrames();
    expect(seen.repeats(frame('b', 'x', 20))).toBe(false);
    expect(seen.repeats(frame('a', 'x', 10))).toBe(true);
    expect(seen.repeats(frame('c', 'y', 30))).toBe(false);
  });

  it('takes no frame for its own repeat, also after a restart while it still waits', () => {
    const waiting = frame('a', 'x', 10);
    const seen = new SeenFrames([waiting]);
    expect(seen.repeats(waiting)).toBe(false);
    expect(seen.repeats(frame('b', 'x', 20))).toBe(true);
  });

  it('allows two requests of one moment to fall on the same picture of the camera', () => {
    const seen = new SeenFrames([frame('a', 'x', 10)]);
    expect(seen.repeats(frame('b', 'x', 10.4))).toBe(false);
    expect(seen.repeats(frame('c', 'x', 11.4))).toBe(true);
  });

  it('accuses no camera whose pictures all differ', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 50 }), (pictures) => {
        const seen = new SeenFrames();
        expect(pictures.map((picture, i) => seen.repeats(frame(String(i), picture, i * 10)))).not.toContain(true);
      }),
    );
  });
});
