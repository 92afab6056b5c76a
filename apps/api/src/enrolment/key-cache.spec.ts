import { describe, expect, it } from 'vitest';
import { KeyCache } from './key-cache.js';

describe('KeyCache', () => {
  it('forgets after its time, however often it is asked', () => {
    let now = 0;
    const cache = new KeyCache<string>(1000, 10, () => now);
    cache.set('a', 'key');
    now = 999;
    expect(cache.get('a')).toBe('key');
    now = 1000;
    expect(cache.get('a')).toBeUndefined();
  });

  it('lets the oldest go when there are too many', () => {
    const cache = new KeyCache<number>(1000, 2, () => 0);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.set('a', 3);
    cache.set('c', 4);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([3, undefined, 4]);
  });

  it('forgets at once when told', () => {
    const cache = new KeyCache<number>(1000, 2, () => 0);
    cache.set('a', 1);
    cache.delete('a');
    expect(cache.get('a')).toBeUndefined();
  });
});
