import { expect, it } from 'vitest';
import { expiryLine } from './template-age.js';

it('lies twelve months back, and leaves its argument alone', () => {
  const now = new Date('2026-11-21T10:00:00Z');
  expect(expiryLine(now).toISOString()).toBe('2025-11-21T10:00:00.000Z');
  expect(now.toISOString()).toBe('2026-11-21T10:00:00.000Z');
});
