import { describe, expect, it } from 'vitest';
import { ApiError, messageOf } from './api-error.ts';
import { WireFault } from './wire-fault.ts';

describe('messageOf', () => {
  it('hands on what the server said, over HTTP and over a socket', () => {
    expect(messageOf(new ApiError('CONFLICT', 'Taken.', 409))).toBe('Taken.');
    expect(messageOf(new WireFault({ code: 'BAD_REQUEST', message: 'Say why.' }))).toBe('Say why.');
    expect(messageOf(new WireFault(null))).toContain('does not answer');
  });

  it('shows nothing internal of anything else', () => {
    expect(messageOf(new TypeError('x is undefined'))).not.toContain('undefined');
    expect(messageOf('oops')).not.toContain('oops');
  });
});
