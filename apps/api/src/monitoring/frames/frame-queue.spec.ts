import { describe, expect, it } from 'vitest';
import { FrameQueue, type QueuedFrame } from './frame-queue.js';

const frame = (frameId: string, attemptId = 'a', challenged = false, at = 1): QueuedFrame => ({ frameId, attemptId, challenged, at });

/** A queue whose work ends when told. */
function held(limit = 100) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const queue = new FrameQueue((one) => {
    begun.push(one.frameId);
    return new Promise((resolve) => ends.push(resolve));
  }, limit);
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const end = async (): Promise<void> => {
    ends.shift()?.();
    await settle();
  };
  return { queue, begun, end, settle };
}

describe('FrameQueue', () => {
  it('works on one frame of an attempt at a time, and on attempts side by side', async () => {
    const { queue, begun, end, settle } = held();
    for (const one of [frame('1'), frame('2'), frame('3', 'b')]) queue.push(one);
    await settle();
    expect(begun).toEqual(['1', '3']);
    await end();
    expect(begun).toEqual(['1', '3', '2']);
  });

  it('lets frames that were asked for go first, in their order', async () => {
    const { queue, begun, end, settle } = held();
    for (const one of [frame('1'), frame('2'), frame('c1', 'a', true), frame('c2', 'a', true)]) queue.push(one);
    await settle();
    for (let i = 0; i < 4; i++) await end();
    expect(begun).toEqual(['1', 'c1', 'c2', '2'].sort((a, b) => begun.indexOf(a) - begun.indexOf(b)));
    expect(begun.indexOf('c1')).toBeLessThan(begun.indexOf('2'));
    expect(begun.indexOf('c1')).toBeLessThan(begun.indexOf('c2'));
  });

  it('is bounded, knows what it has, and says how old the oldest is', async () => {
    const { queue, end, settle } = held(2);
    expect(queue.push(frame('1', 'a', false, 5))).toBe(true);
    expect(queue.push(frame('1', 'a', false, 5))).toBe(true);
    expect(queue.push(frame('2', 'a', false, 3))).toBe(true);
    expect(queue.push(frame('3'))).toBe(false);
    expect(queue.push(frame('c', 'a', true, 9))).toBe(true);
    expect(queue.size).toBe(3);
    expect(queue.oldest('a')).toBe(3);
    expect(queue.oldest('b')).toBeNull();
    await settle();
    for (let i = 0; i < 3; i++) await end();
    expect(queue.size).toBe(0);
    expect(queue.oldest('a')).toBeNull();
  });

  it('stops after what it is working on', async () => {
    const { queue, begun, end, settle } = held();
    queue.push(frame('1'));
    queue.push(frame('2'));
    await settle();
    const stopped = queue.stop();
    await end();
    await stopped;
    expect(begun).toEqual(['1']);
    expect(queue.push(frame('3'))).toBe(false);
  });
});
