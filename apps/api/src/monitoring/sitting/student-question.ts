import { questionSchema, type StudentQuestion } from '@invigil/shared';
import type { QuestionRow } from '../../exams/question.entity.js';

/** A question as a student may see it: never which option is right. */
export function studentQuestion({ id, body }: Pick<QuestionRow, 'id' | 'body'>): StudentQuestion {
  const question = questionSchema.parse(body);
  const { prompt, points } = question;
  return question.type === 'text'
    ? { id, type: 'text', prompt, points, maxLength: question.maxLength }
    : { id, type: 'single_choice', prompt, points, options: question.options };
}
