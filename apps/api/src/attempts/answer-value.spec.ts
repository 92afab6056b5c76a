import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../http/problem.js';
import { answerValue } from './answer-value.js';

const choice = { type: 'single_choice', options: ['a', 'b', 'c'] };
const text = { type: 'text', maxLength: 5 };

describe('answerValue', () => {
  it('takes the index of an option', () => {
    expect(answerValue(choice, 0)).toBe(0);
    expect(answerValue(choice, 2)).toBe(2);
    for (const wrong of [3, -1, 1.5, Number.NaN, '1']) expect(() => answerValue(choice, wrong)).toThrow(Problem);
  });

  it('takes a text up to its length, made storable', () => {
    expect(answerValue(text, 'a\0bc')).toBe('abc');
    expect(() => answerValue(text, 'abcdef')).toThrow('5 characters');
    expect(() => answerValue(text, 1)).toThrow(Problem);
  });

  it('lets an answer be taken back', () => {
    expect(answerValue(choice, null)).toBeNull();
    expect(answerValue(text, null)).toBeNull();
  });

  it('either gives a value of the right shape or a Problem, never anything else', () => {
    fc.assert(
      fc.property(fc.constantFrom(choice, text), fc.oneof(fc.string(), fc.double(), fc.integer(), fc.constant(null)), (question, value) => {
        try {
          const stored = answerValue(question, value);
          expect(stored === null || typeof stored === (question === choice ? 'number' : 'string')).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'BAD_REQUEST' });
        }
      }),
    );
  });
});
