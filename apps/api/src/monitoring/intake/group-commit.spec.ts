import { describe, expect, it } from 'vitest';
import { GroupCommit, type Outcome } from './group-commit.js';

interface Item {
  key: string;
  bad?: boolean;
}

describe('GroupCommit', () => {
  const groups: string[][] = [];
  const commit = (items: readonly Item[]): Promise<Outcome<string>[]> => {
    groups.push(items.map(({ key }) => key));
    if (items.some(({ bad }) => bad)) return Promise.reject(new Error('the whole group failed'));
    return Promise.resolve(items.map(({ key }) => ({ ok: true, value: key })));
  };

  it('commits what comes together in one go, of one key one at a time', async () => {
    groups.length = 0;
    const group = new GroupCommit(commit);
    expect(await Promise.all(['a', 'b', 'a', 'c'].map((key) => group.submit({ key })))).toEqual(['a', 'b', 'a', 'c']);
    expect(groups).toEqual([['a', 'b', 'c'], ['a']]);
    await group.idle();
  });

  it('tries one by one when the group fails, so that neighbours do not suffer', async () => {
    const group = new GroupCommit(commit);
    const results = await Promise.allSettled([
      group.submit({ key: 'a' }),
      group.submit({ key: 'b', bad: true }),
      group.submit({ key: 'c' }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await group.submit({ key: 'd' })).toBe('d');
  });

  it('refuses one of a group without touching the others', async () => {
    const group = new GroupCommit<Item, string>((items) =>
      Promise.resolve(items.map(({ key, bad }) => (bad ? { ok: false, error: new Error(key) } : { ok: true, value: key }))),
    );
    await expect(group.submit({ key: 'x', bad: true })).rejects.toThrow('x');
    await expect(group.submit({ key: 'y' })).resolves.toBe('y');
  });
});
