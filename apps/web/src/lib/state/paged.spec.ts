import { describe, expect, it } from 'vitest';
import { Paged } from './paged.svelte.js';
import { Work } from './work.svelte.js';

interface Page {
  entries: string[];
  next: string | null;
}

/** A list whose pages come when the test says so. */
function list() {
  const asked: { next: string | undefined; answer: PromiseWithResolvers<Page> }[] = [];
  const told: unknown[] = [];
  const paged = new Paged<Page>(
    (next) => {
      const answer = Promise.withResolvers<Page>();
      asked.push({ next, answer });
      return answer.promise;
    },
    (shown, following) => ({ ...following, entries: [...shown.entries, ...following.entries] }),
    new Work((error) => told.push(error)),
  );
  const answer = async (index: number, entries: string[], next: string | null = null) => {
    asked[index]?.answer.resolve({ entries, next });
    await Promise.resolve();
  };
  return { paged, asked, told, answer };
}

describe('a list that comes page by page', () => {
  it('adds each following page at the end, until there is none', async () => {
    const { paged, asked, answer } = list();
    await paged.more();
    expect(asked.length).toBe(1);
    await answer(0, ['c', 'b'], 'b');
    await expect.poll(() => paged.data?.entries).toEqual(['c', 'b']);
    const more = paged.more();
    expect(paged.busy).toBe(true);
    await answer(1, ['a']);
    await more;
    expect(asked.map(({ next }) => next)).toEqual([undefined, 'b']);
    expect(paged.busy).toBe(false);
    expect(paged.data).toEqual({ entries: ['c', 'b', 'a'], next: null });
    await paged.more();
    expect(asked.length).toBe(2);
  });
  it('keeps what it shows where the following page does not come', async () => {
    const { paged, asked, told, answer } = list();
    await answer(0, ['b'], 'b');
    await expect.poll(() => paged.data).not.toBeNull();
    const more = paged.more();
    const wrong = new Error('no line');
    asked[1]?.answer.reject(wrong);
    expect(await more).toBe(false);
    expect(told).toEqual([wrong]);
    expect([paged.data, paged.error, paged.busy]).toEqual([{ entries: ['b'], next: 'b' }, null, false]);
  });
  it('joins what was changed meanwhile, and drops a page of the list that was there before', async () => {
    const { paged, answer } = list();
    await answer(0, ['b'], 'b');
    await expect.poll(() => paged.data).not.toBeNull();
    const more = paged.more();
    paged.set({ entries: ['B'], next: 'b' });
    await answer(1, ['a'], 'a');
    await more;
    expect(paged.data).toEqual({ entries: ['B', 'a'], next: 'a' });

    const late = paged.more();
    const again = paged.reload();
    await answer(2, ['late']);
    await late;
    expect(paged.data?.entries).toEqual(['B', 'a']);
    await answer(3, ['other']);
    await again;
    expect(paged.data).toEqual({ entries: ['other'], next: null });
  });
});
