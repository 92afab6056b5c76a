import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FramePriority } from './frame-analysis.js';
import { FrameQueue } from './frame-queue.js';

interface Frame {
  readonly attemptId: string;
  readonly priority: FramePriority;
  readonly name: string;
}

const frame = (attemptId: string, name: string, priority: FramePriority = 'routine'): Frame => ({ attemptId, name, priority });

/** Takes everything out. */
function drain(queue: FrameQueue<Frame>): string[] {
  const names: string[] = [];
  for (let next = queue.shift(); next; next = queue.shift()) names.push(next.name);
  return names;
}

function filled(capacity: number, frames: Frame[]): FrameQueue<Frame> {
  const queue = new FrameQueue<Frame>(capacity);
  for (const each of frames) queue.push(each);
  return queue;
}

describe('FrameQueue', () => {
  it('serves challenges first, then enrolments, then routine', () => {
    const queue = filled(9, [frame('a', 'r'), frame('b', 'e', 'enrolment'), frame('c', 'c', 'challenge'), frame('d', 'r2')]);
    expect(drain(queue)).toEqual(['c', 'e', 'r', 'r2']);
  });

  it('serves attempts in turn, and each one’s frames in order', () => {
    const queue = filled(9, [frame('a', 'a1'), frame('a', 'a2'), frame('a', 'a3'), frame('b', 'b1'), frame('c', 'c1'), frame('b', 'b2')]);
    expect(drain(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  });

  it('drops the oldest routine frame of the same attempt when it is full', () => {
    const queue = filled(3, [frame('b', 'b1'), frame('a', 'a1'), frame('a', 'a2')]);
    expect(queue.push(frame('a', 'a3'))?.name).toBe('a1');
    expect(queue.size).toBe(3);
  });

  it('does not let a newcomer push others out', () => {
    const queue = filled(2, [frame('a', 'a1'), frame('b', 'b1')]);
    expect(queue.push(frame('c', 'c1'))?.name).toBe('c1');
    expect(drain(queue)).toEqual(['a1', 'b1']);
  });

  it('makes room for an enrolment or a challenge with the oldest frame of whoever has most', () => {
    const queue = filled(4, [frame('a', 'a1'), frame('b', 'b1'), frame('b', 'b2'), frame('b', 'b3')]);
    expect(queue.push(frame('c', 'c1', 'challenge'))?.name).toBe('b1');
    expect(queue.push(frame('d', 'd1', 'enrolment'))?.name).toBe('b2');
  });

  it('takes a challenge in even where only challenges wait, and an enrolment not', () => {
    const queue = filled(2, [frame('a', 'a1', 'challenge'), frame('b', 'b1', 'challenge')]);
    expect(queue.push(frame('c', 'c1', 'challenge'))).toBeNull();
    expect(queue.push(frame('d', 'd1', 'enrolment'))?.name).toBe('d1');
    expect(drain(queue)).toEqual(['a1', 'b1', 'c1']);
  });

  it('passes over what must wait, and keeps it', () => {
    const queue = filled(4, [frame('a', 'slow', 'challenge'), frame('b', 'quick')]);
    const mustWait = ({ name }: Frame) => name === 'slow';
    expect(queue.shift(mustWait)?.name).toBe('quick');
    expect(queue.shift(mustWait)).toBeNull();
    expect(queue.shift()?.name).toBe('slow');
  });

  it('serves next what was put back', () => {
    const queue = filled(2, [frame('a', 'a1'), frame('b', 'b1')]);
    const first = queue.shift();
    if (first) queue.putBack(first);
    expect(drain(queue)).toEqual(['a1', 'b1']);
  });

  it('never loses a challenge, never holds more than its capacity of others, and accounts for every frame', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({
          attemptId: fc.constantFrom('a', 'b', 'c'),
          priority: fc.constantFrom<FramePriority>('routine', 'enrolment', 'challenge'),
        }),
        fc.constant('shift' as const),
      ),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), steps, (capacity, list) => {
        const queue = new FrameQueue<Frame>(capacity);
        const dropped: Frame[] = [];
        const served: Frame[] = [];
        const pushed: Frame[] = [];
        list.forEach((step, i) => {
          if (step === 'shift') {
            const next = queue.shift();
            if (next) served.push(next);
            return;
          }
          const each = frame(step.attemptId, String(i), step.priority);
          pushed.push(each);
          const gone = queue.push(each);
          if (gone) dropped.push(gone);
          expect(queue.size).toBeLessThanOrEqual(
            Math.max(capacity, pushed.filter(({ priority }) => priority === 'challenge').length + capacity),
          );
        });
        const left = queue.clear();
        expect(dropped.some(({ priority }) => priority === 'challenge')).toBe(false);
        expect([...dropped, ...served, ...left].map(({ name }) => name).sort()).toEqual(pushed.map(({ name }) => name).sort());
      }),
    );
  });

  it.each([0, -1, 1.5, NaN])('throws for a capacity of %d', (capacity) => {
    expect(() => new FrameQueue(capacity)).toThrow(RangeError);
  });
});
