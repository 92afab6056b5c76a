import type { Question, StudentQuestion } from '@invigil/shared';

/** A question without what would give the answer away. Fields are named one by one, so that a new secret one can't slip through. */
export function studentQuestion(question: Question): StudentQuestion {
  const { id, prompt, points } = question;
  return question.type === 'single_choice'
    ? { id, type: question.type, prompt, points, options: question.options }
    : { id, type: question.type, prompt, points, maxLength: question.maxLength };
}
