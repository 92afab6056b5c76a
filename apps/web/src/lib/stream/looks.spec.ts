import { describe, expect, it } from 'vitest';
import { Looks } from './looks.ts';

function make() {
  const asked: string[] = [];
  let now = 0;
  const looks = new Looks(
    () => ++now,
    (id, want) => asked.push(`${id} ${want}`),
  );
  return { looks, asked };
}

describe('Looks', () => {
  it('brings back the moment that a look was asked for', () => {
    const { looks } = make();
    looks.ask('sample');
    looks.ask('frame', 'nonce');
    expect([looks.done(2), looks.done(1), looks.done(1)]).toEqual([{ at: 2, nonce: 'nonce' }, { at: 1, nonce: null }, null]);
  });

  it('leaves routine looks out while the page is behind, but never a challenge', () => {
    const { looks, asked } = make();
    for (let i = 0; i < 5; i++) looks.ask('sample');
    looks.ask('frame', 'nonce');
    expect(asked).toEqual(['1 sample', '2 sample', '3 frame']);
    looks.done(1);
    looks.done(2);
    looks.ask('sample');
    expect(asked.at(-1)).toBe('4 sample');
  });

  it('asks once for a challenge that comes twice', () => {
    const { looks, asked } = make();
    looks.ask('frame', 'same');
    looks.ask('frame', 'same');
    expect(asked).toHaveLength(1);
  });
});
