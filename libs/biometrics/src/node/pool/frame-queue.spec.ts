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

  const arrivals = (...priorities: FramePriority[]) =>
    fc.record({ attemptId: fc.constantFrom('a', 'b', 'c', 'd'), priority: fc.constantFrom(...priorities) });
  const steps = (...priorities: FramePriority[]) =>
    fc.array(fc.oneof({ weight: 3, arbitrary: arrivals(...priorities) }, { weight: 2, arbitrary: fc.constant('shift' as const) }), {
      maxLength: 120,
    });

  it('never loses a challenge, never holds more than its capacity of others, and accounts for every frame', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), steps('routine', 'enrolment', 'challenge'), (capacity, list) => {
        const queue = new FrameQueue<Frame>(capacity);
        const waiting = new Set<Frame>();
        list.forEach((step, i) => {
          if (step === 'shift') {
            const next = queue.shift();
            expect(next === null).toBe(waiting.size === 0);
            if (next) waiting.delete(next);
          } else {
            const each = frame(step.attemptId, String(i), step.priority);
            waiting.add(each);
            const gone = queue.push(each);
            if (gone) expect(waiting.delete(gone)).toBe(true);
            expect(gone?.priority).not.toBe('challenge');
            // room is made by routine frames only; an enrolment goes only where it would have to push out what never goes
            if (gone?.priority === 'enrolment') expect(gone).toBe(each);
          }
          expect(queue.size).toBe(waiting.size);
          const others = [...waiting].filter(({ priority }) => priority !== 'challenge').length;
          expect(others).toBeLessThanOrEqual(capacity);
        });
        expect(new Set(queue.clear())).toEqual(waiting);
      }),
    );
  });

  it('lets go of the same attempt’s oldest routine frame first, else of the fullest attempt’s oldest, or of the newcomer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), steps('routine', 'challenge'), (capacity, list) => {
        const queue = new FrameQueue<Frame>(capacity);
        let waiting: Frame[] = [];
        list.forEach((step, i) => {
          if (step === 'shift') {
            const next = queue.shift();
            waiting = waiting.filter((each) => each !== next);
            return;
          }
          const each = frame(step.attemptId, String(i), step.priority);
          const routine = waiting.filter(({ priority }) => priority === 'routine');
          const own = routine.filter(({ attemptId }) => attemptId === each.attemptId);
          const most = Math.max(0, ...routine.map(({ attemptId }) => routine.filter((other) => other.attemptId === attemptId).length));
          const gone = queue.push(each);
          waiting = [...waiting, each].filter((other) => other !== gone);
          if (gone === null) return;
          expect(waiting.length).toBeGreaterThanOrEqual(capacity);
          if (own.length > 0) expect(gone).toBe(own[0]);
          else if (each.priority === 'routine') expect(gone).toBe(each);
          else {
            const fellows = routine.filter(({ attemptId }) => attemptId === gone.attemptId);
            expect(gone).toBe(fellows[0]);
            expect(fellows).toHaveLength(most);
          }
        });
      }),
    );
  });

  it('gives no other attempt two turns while one waits, whatever comes in meanwhile', () => {
    fc.assert(
      fc.property(steps('routine'), (list) => {
        const queue = new FrameQueue<Frame>(1000);
        const waiting: Frame[] = [];
        /** For each attempt that waits: who has had a turn since. */
        const turns = new Map<string, string[]>();
        list.forEach((step, i) => {
          if (step !== 'shift') {
            const each = frame(step.attemptId, String(i));
            waiting.push(each);
            queue.push(each);
            if (!turns.has(each.attemptId)) turns.set(each.attemptId, []);
            return;
          }
          const next = queue.shift();
          if (!next) return;
          // its own frames in the order in which they came
          expect(next).toBe(waiting.find(({ attemptId }) => attemptId === next.attemptId));
          waiting.splice(waiting.indexOf(next), 1);
          for (const [attemptId, others] of turns) {
            if (attemptId === next.attemptId) continue;
            expect(others).not.toContain(next.attemptId);
            others.push(next.attemptId);
          }
          if (waiting.some(({ attemptId }) => attemptId === next.attemptId)) turns.set(next.attemptId, []);
          else turns.delete(next.attemptId);
        });
      }),
    );
  });

  it.each([0, -1, 1.5, NaN])('throws for a capacity of %d', (capacity) => {
    expect(() => new FrameQueue(capacity)).toThrow(RangeError);
  });
});
