import { describe, expect, it } from 'vitest';
import { cachePlan } from './cache-plan.ts';

const ORIGIN = 'https://exam.example';
const plan = (path: string, { method = 'GET', navigates = false } = {}) => cachePlan(new URL(path, ORIGIN), ORIGIN, method, navigates);

describe('cachePlan', () => {
  it('keeps the page, its files and the models', () => {
    expect(plan('/exam/1', { navigates: true })).toBe('page');
    expect(plan('/_app/immutable/nodes/1.abc.js')).toBe('file');
    expect(plan('/models/tiny.bin')).toBe('model');
    expect(plan('/theme.js')).toBe('file');
  });

  it.each(['/api/my/exams', '/auth/profile', '/auth/profile/face-descriptor', '/socket.io/?EIO=4', '/health/ready', '/api/evidence/1'])(
    'never keeps %s',
    (path) => {
      expect(plan(path)).toBeNull();
      expect(plan(path, { navigates: true })).toBeNull();
    },
  );

  it('leaves writes, other sites and itself alone', () => {
    expect(plan('/exam/1', { method: 'POST', navigates: true })).toBeNull();
    expect(plan('https://elsewhere.example/_app/immutable/x.js')).toBeNull();
    expect(plan('/service-worker.js')).toBeNull();
  });
});
