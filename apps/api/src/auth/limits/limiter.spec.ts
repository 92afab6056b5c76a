import { describe, expect, it } from 'vitest';
import { Limiter } from './limiter.js';

describe('Limiter', () => {
  const at = { now: 0 };
  const limiter = (most: number) => new Limiter(most, 600_000, () => at.now);

  it('lets so many through and says how long to wait', () => {
    const three = limiter(3);
    for (let i = 0; i < 3; i++) three.take('ann');
    expect(() => {
      three.take('ann');
    }).toThrow('Wait 10 minutes');
    three.take('bob');
  });

  it('begins anew when the window is over', () => {
    const one = limiter(1);
    one.take('ann');
    at.now += 599_999;
    expect(() => {
      one.take('ann');
    }).toThrow('Wait a minute');
    at.now += 1;
    one.take('ann');
  });

  it('forgives what was well-meant', () => {
    const one = limiter(1);
    one.take('ann');
    one.giveBack('ann');
    one.giveBack('ann');
    one.take('ann');
    expect(() => {
      one.take('ann');
    }).toThrow();
    one.clear('ann');
    one.take('ann');
  });

  it('does not grow without end', () => {
    const one = limiter(1);
    one.take('first');
    for (let i = 0; i < 50_000; i++) one.take(`name ${String(i)}`);
    one.take('first');
    expect(() => {
      one.take('name 49999');
    }).toThrow();
  });
});
