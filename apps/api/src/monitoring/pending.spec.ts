import { describe, expect, it } from 'vitest';
import { Pending } from './pending.js';

describe('Pending', () => {
  it('settles at once when nothing runs', async () => {
    await expect(new Pending().settled()).resolves.toBeUndefined();
  });

  it('waits for all that was added, also meanwhile', async () => {
    const pending = new Pending();
    const done: string[] = [];
    const open: (() => void)[] = [];
    const work = (name: string): Promise<void> => new Promise<void>((resolve) => open.push(resolve)).then(() => void done.push(name));
    pending.add('first', work('first'));
    expect(pending.has('first')).toBe(true);
    const settled = pending.settled();
    pending.add('second', work('second'));
    for (const finish of open) finish();
    await settled;
    expect(done).toEqual(['first', 'second']);
    expect(pending.has('first')).toBe(false);
  });
});
