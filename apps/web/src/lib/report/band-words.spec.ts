import { describe, expect, it } from 'vitest';
import { percent } from './band-words.ts';

describe('percent', () => {
  it('says 100 % only for all of it', () => {
    expect(percent(1)).toBe('100 %');
    expect(percent(0.9999)).toBe('99 %');
    expect(percent(0)).toBe('0 %');
    expect(percent(0.29)).toBe('29 %');
  });
});
