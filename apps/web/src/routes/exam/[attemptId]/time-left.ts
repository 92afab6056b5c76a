import type { StudentAttempt } from '@invigil/shared';

/** Milliseconds left, at least 0; while paused the time stands still. Null without a deadline. */
export function timeLeft({ deadlineAt, pausedAt }: Pick<StudentAttempt, 'deadlineAt' | 'pausedAt'>, now: number): number | null {
  if (deadlineAt === null) return null;
  return Math.max(0, Date.parse(deadlineAt) - (pausedAt === null ? now : Date.parse(pausedAt)));
}

/** "41:07", "1:02:09": whole seconds, rounded up so that 0:00 means that the time is up. */
export function clockFace(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

const CALLS = [10, 5, 1];

/** What a screen reader is told about the time: a sentence at ten, five and one minute, and the same one in between; empty before. */
export function timeCall(ms: number): string {
  if (ms === 0) return 'The time is up.';
  const reached = CALLS.filter((minutes) => ms <= minutes * 60_000).at(-1);
  if (reached === undefined) return '';
  return reached === 1 ? 'One minute left.' : `${reached} minutes left.`;
}
