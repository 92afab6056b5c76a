import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Problem } from './problem.js';
import { ZodPipe } from './zod-body.js';

const pipe = new ZodPipe(z.strictObject({ email: z.email(), answers: z.array(z.object({ value: z.string() })).default([]) }));
const problem = (value: unknown): Problem => {
  try {
    pipe.transform(value);
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('no Problem was thrown');
};

describe('ZodPipe', () => {
  it('gives what the schema makes of the body', () => {
    expect(pipe.transform({ email: 'a@example.org' })).toEqual({ email: 'a@example.org', answers: [] });
  });

  it('names the field that is wrong and not its value', () => {
    const { status, code, message } = problem({ email: 'a@example.org', answers: [{ value: 'x' }, { value: 4242 }] });
    expect({ status, code }).toEqual({ status: 400, code: 'BAD_REQUEST' });
    expect(message).toMatch(/^answers\.1\.value: /);
    expect(message).not.toContain('4242');
  });

  it('takes a missing body for an empty one', () => {
    expect(problem(undefined).message).toMatch(/^Missing: email\b.*send it again\.$/);
  });

  it('refuses fields that the contract does not know, polluted prototypes among them', () => {
    expect(problem(JSON.parse('{"email":"a@example.org","__proto__":{"admin":true},"role":"administrator"}')).status).toBe(400);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});
