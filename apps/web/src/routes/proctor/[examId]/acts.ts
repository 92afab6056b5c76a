import { actSchema, type Act, type AttemptTile } from '@invigil/shared';

export type ActName = Act['action'];
interface Words {
  button: string;
  title: (who: string) => string;
  about: string;
  field: 'text' | 'minutes' | 'none';
  label: string;
  required: boolean;
  danger: boolean;
}

/** What each action is called and asks for. */
export const ACTS = {
  message: {
    button: 'Send',
    title: (who) => `Message to ${who}`,
    about: 'It appears in the exam at once, and stays there to be read again.',
    field: 'text',
    label: 'Message',
    required: true,
    danger: false,
  },
  warn: {
    button: 'Warn',
    title: (who) => `Warn ${who}`,
    about: 'The student has to confirm that it was read.',
    field: 'text',
    label: 'Warning',
    required: true,
    danger: false,
  },
  pause: {
    button: 'Pause',
    title: (who) => `Pause ${who}`,
    about: 'The clock stops; the time is given back when you resume.',
    field: 'text',
    label: 'Reason',
    required: false,
    danger: false,
  },
  resume: {
    button: 'Resume',
    title: (who) => `Resume ${who}`,
    about: 'The clock goes on, with the time of the pause given back.',
    field: 'none',
    label: '',
    required: false,
    danger: false,
  },
  extend: {
    button: 'Add time',
    title: (who) => `More time for ${who}`,
    about: 'The student sees the new time at once.',
    field: 'minutes',
    label: 'Minutes to add',
    required: true,
    danger: false,
  },
  terminate: {
    button: 'Terminate',
    title: (who) => `Terminate ${who}`,
    about: 'The attempt ends now with what is saved. This cannot be taken back.',
    field: 'text',
    label: 'Reason, which the student reads',
    required: true,
    danger: true,
  },
  admit: {
    button: 'Admit',
    title: (who) => `Admit ${who}`,
    about: 'You have compared the pictures, or know the student. It is recorded that a person decided.',
    field: 'text',
    label: 'Note',
    required: false,
    danger: false,
  },
  refuse: {
    button: 'Refuse',
    title: (who) => `Refuse ${who}`,
    about: 'The student cannot start and reads your reason.',
    field: 'text',
    label: 'Reason, which the student reads',
    required: true,
    danger: true,
  },
} satisfies Record<ActName, Words>;

/** Which actions make sense for a student now. */
export function actsFor(tile: Pick<AttemptTile, 'state' | 'checkIn'>): ActName[] {
  if (tile.state === 'checking_in') {
    const decide: ActName[] = tile.checkIn === 'waiting' ? ['admit', 'refuse'] : [];
    return [...decide, 'message'];
  }
  if (tile.state === 'in_progress') return ['message', 'warn', 'pause', 'extend', 'terminate'];
  if (tile.state === 'paused') return ['resume', 'message', 'extend', 'terminate'];
  return [];
}

/** The request as the contract wants it, or the sentence that says what is missing. */
export function requestOf(
  action: ActName,
  attemptIds: string[],
  text: string,
  minutes: number,
): { request: Act | null; problem: string | null } {
  const parsed = actSchema.safeParse({ action, attemptIds, text: text.trim(), reason: text.trim(), minutes });
  if (parsed.success) return { request: parsed.data, problem: null };
  return { request: null, problem: parsed.error.issues[0]?.message ?? 'Check what you entered.' };
}
