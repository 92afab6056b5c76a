import { DEFAULT_POLICY } from '@invigil/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { run } from './check.js';
import { frameReplayed } from './frame-replayed.check.js';
import type { ServerFrame } from './observation.js';

const frame = (seconds: number, more: Partial<ServerFrame> = {}): ServerFrame => ({
  type: 'frame',
  at: seconds * 1000,
  frameId: `frame-${String(seconds)}`,
  faces: 1,
  distance: 0.3,
  unscorable: null,
  reliable: false,
  challenged: false,
  between: null,
  repeat: false,
  screen: null,
  ...more,
});
const again = (seconds: number, more: Partial<ServerFrame> = {}): ServerFrame => frame(seconds, { repeat: true, ...more });

function findings(frames: readonly ServerFrame[]): string[] {
  let check = run(frameReplayed);
  return frames.flatMap((one) => {
    const step = check.step(one, DEFAULT_POLICY);
    check = step.next;
    return step.findings.map(({ op, at, severity }) => `${op} ${String(at / 1000)} ${String(severity)}`);
  });
}

describe('frame_replayed', () => {
  it('is suspected on the first repeat, and confirmed once it goes on although a fresh frame was asked for', () => {
    expect(findings([frame(0), again(10)])).toEqual(['open 10 0.3']);
    expect(findings([again(10), again(12, { challenged: true }), again(20)])).toEqual(['open 10 0.3', 'escalate 12 0.3', 'confirm 20 0.8']);
  });

  it('is not confirmed by a camera that hangs for a moment, nor by routine frames alone', () => {
    expect(findings([again(0), again(1, { challenged: true }), again(9), frame(19)])).not.toContainEqual(
      expect.stringContaining('confirm'),
    );
    expect(findings([0, 10, 20, 30].map((s) => again(s)))).not.toContainEqual(expect.stringContaining('confirm'));
  });

  it('adds up a recording that is mixed with live pictures, and not two slips far apart', () => {
    expect(findings([again(0, { challenged: true }), frame(5), again(10), frame(15), again(20)]).at(-1)).toBe('confirm 20 0.8');
    expect(findings([again(0, { challenged: true }), again(70), again(140)])).not.toContainEqual(expect.stringContaining('confirm'));
  });

  it('counts both looks at one frame once', () => {
    expect(findings([again(0, { challenged: true }), again(0, { challenged: true, reliable: true }), again(10)])).toEqual([
      'open 0 0.3',
      'escalate 10 0.3',
    ]);
  });

  it('says nothing of pictures that all differ, however still they are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600 })), (times) => {
        expect(findings(times.map((seconds) => frame(seconds)))).toEqual([]);
      }),
    );
  });
});
