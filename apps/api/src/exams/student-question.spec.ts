import { expect, it } from 'vitest';
import { studentQuestion } from './student-question.js';

it('never holds the right option', () => {
  const question = { id: 'q', type: 'single_choice' as const, prompt: '1 + 1?', points: 1, options: ['1', '2'], correct: 1 };
  expect(studentQuestion(question)).toEqual({ id: 'q', type: 'single_choice', prompt: '1 + 1?', points: 1, options: ['1', '2'] });
});

it('keeps what a text question needs', () => {
  const question = { id: 'q', type: 'text' as const, prompt: 'Why?', points: 2, maxLength: 100 };
  expect(studentQuestion(question)).toEqual(question);
});
