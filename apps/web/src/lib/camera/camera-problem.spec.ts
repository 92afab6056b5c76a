import { describe, expect, it } from 'vitest';
import { explainCameraError, problemOf } from './camera-problem.ts';

const thrown = (name: string) => Object.assign(new Error('technical words'), { name });

describe('explainCameraError', () => {
  it.each([
    ['NotAllowedError', 'denied', 'allow the camera for this site'],
    ['NotFoundError', 'absent', 'Plug a camera in'],
    ['NotReadableError', 'in_use', 'Close other programs'],
    ['SomethingNew', 'unknown', 'try again'],
  ])('%s: says what to do', (name, kind, words) => {
    const problem = explainCameraError(thrown(name));
    expect(problem.kind).toBe(kind);
    expect(problem.message).toContain(words);
    expect(problem.message).not.toContain('technical');
  });

  it('leaves alone what is explained already', () => {
    const problem = problemOf('insecure');
    expect(explainCameraError(problem)).toBe(problem);
    expect(problem.message).toContain('HTTPS');
  });

  it('knows what to say about things that are no errors', () => {
    expect(explainCameraError('odd').kind).toBe('unknown');
  });
});
