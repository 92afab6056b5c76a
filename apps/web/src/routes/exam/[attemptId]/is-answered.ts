import type { AnswerValue } from '#lib/stream/drafts.ts';

/** An option was chosen, or something other than blanks written. */
export const isAnswered = (value: AnswerValue | undefined): boolean => value !== undefined && value !== null && String(value).trim() !== '';
