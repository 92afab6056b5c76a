import { describe, expect, it } from 'vitest';
import { PendingLooks } from './pending-looks.ts';
import type { Sight } from './sight.ts';

const sight = (ms: number): Sight => ({ claim: { faces: 0, unscorable: 'no_face', descriptor: null }, place: null, jpeg: null, ms });

describe('PendingLooks', () => {
  it('gives every look its own answer, in whatever order they come', async () => {
    const looks = new PendingLooks();
    const [first, second] = [looks.add(), looks.add()];
    looks.seen(second.id, sight(2));
    looks.seen(first.id, sight(1));
    expect((await first.sight).ms).toBe(1);
    expect((await second.sight).ms).toBe(2);
  });

  it('fails one look without the others, and those that are left when the worker ends', async () => {
    const looks = new PendingLooks();
    const [first, second] = [looks.add(), looks.add()];
    looks.failed(first.id, 'No picture.');
    await expect(first.sight).rejects.toThrow('No picture.');
    looks.failAll('It was closed.');
    await expect(second.sight).rejects.toThrow('It was closed.');
  });

  it('does not mind an answer that nobody waits for', () => {
    const looks = new PendingLooks();
    expect(() => {
      looks.seen(7, sight(1));
    }).not.toThrow();
  });
});
