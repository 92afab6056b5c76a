import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { redactedPaths } from './redact.js';

const canary = 'canary-5f1c';

const logged = (value: object): string => {
  let text = '';
  const logger = pino({ redact: { paths: redactedPaths, censor: '[redacted]' } }, { write: (line: string) => (text += line) });
  logger.info(value, 'a line');
  return text;
};

describe('redactedPaths', () => {
  const names = [
    'authorization',
    'cookie',
    'set-cookie',
    'password',
    'token',
    'accessToken',
    'refreshToken',
    'faceDescriptor',
    'descriptor',
    'jpeg',
    'image',
    'frames',
  ];

  it.each(names)('hides %s at the top and in what is nested', (name) => {
    expect(logged({ [name]: canary })).not.toContain(canary);
    expect(logged({ body: { [name]: canary } })).not.toContain(canary);
    expect(logged({ request: { body: { [name]: canary } } })).not.toContain(canary);
    expect(logged({ req: { headers: { [name]: canary } }, res: { headers: { [name]: canary } } })).not.toContain(canary);
  });

  it('shows the rest', () => {
    expect(logged({ attemptId: canary })).toContain(canary);
  });
});
