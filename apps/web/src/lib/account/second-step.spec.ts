import { describe, expect, it } from 'vitest';
import { ApiError } from '../api-error.ts';
import { isOver, secondStepOf } from './second-step.ts';

describe('the second step of signing in', () => {
  it('is what the refusal brings', () => {
    const refusal = new ApiError('SECOND_FACTOR_REQUIRED', 'One more step.', 401, { challenge: 'c', methods: ['totp'] });
    expect(secondStepOf(refusal)).toEqual({ challenge: 'c', methods: ['totp'] });
  });
  it('is none for any other refusal, nor without a way to go on', () => {
    expect(secondStepOf(new ApiError('UNAUTHENTICATED', 'Wrong.', 401, { challenge: 'c', methods: ['totp'] }))).toBeNull();
    expect(secondStepOf(new ApiError('SECOND_FACTOR_REQUIRED', 'One more step.', 401, { challenge: 'c', methods: [] }))).toBeNull();
    expect(secondStepOf(new Error('SECOND_FACTOR_REQUIRED'))).toBeNull();
  });
  it('is over once the server says so', () => {
    expect(isOver(new ApiError('WRONG_STATE', 'Too long.', 409))).toBe(true);
    expect(isOver(new ApiError('UNAUTHENTICATED', 'Wrong.', 401))).toBe(false);
  });
});
