import { expect, it } from 'vitest';
import { maskEmail } from './mask-email.js';

it('shows the first letter and the domain', () => {
  expect(maskEmail('ann.lee@example.org')).toBe('a…@example.org');
  expect(maskEmail('😀x@example.org')).toBe('😀…@example.org');
});

it('shows nothing of what is no address', () => {
  expect(maskEmail('ann')).toBe('…');
  expect(maskEmail('@example.org')).toBe('…');
});
