import { Problem } from '../http/problem.js';
import { storableText } from '../http/storable-text.js';

export type AnswerValue = string | number | null;

/**
 * An answer as it is stored, checked against its question: the index of an option, a text, or null for "taken back".
 * @param question the stored question, as `questionSchema` has it
 * @throws Problem BAD_REQUEST when the value does not fit
 */
export function answerValue(question: Record<string, unknown>, value: AnswerValue): AnswerValue {
  if (value === null) return null;
  return question['type'] === 'single_choice' ? option(question['options'], value) : text(question['maxLength'], value);
}

function option(options: unknown, value: string | number): number {
  const count = Array.isArray(options) ? options.length : 0;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value >= count) {
    throw new Problem('BAD_REQUEST', 'Choose one of the options of this question.');
  }
  return value;
}

function text(maxLength: unknown, value: string | number): string {
  if (typeof value !== 'string') throw new Problem('BAD_REQUEST', 'Answer this question with a text.');
  if (typeof maxLength === 'number' && value.length > maxLength) {
    throw new Problem('BAD_REQUEST', `The answer is too long; shorten it to ${String(maxLength)} characters.`);
  }
  return storableText(value);
}
