import { expect, it } from 'vitest';
import { storable } from './storable.js';

it('cleans every text, however deep, and nothing else', () => {
  const value = { title: 'a\0b', points: 1.5, correct: null, options: ['x\ud800', { deep: '\0' }], on: true };
  expect(storable(value)).toEqual({ title: 'ab', points: 1.5, correct: null, options: ['x\ufffd', { deep: '' }], on: true });
});
