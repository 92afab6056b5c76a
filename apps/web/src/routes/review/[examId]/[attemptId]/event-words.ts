import type { TimelineEvent } from '@invigil/shared';
import { unableWords } from '#lib/violations/unable-words.ts';

const WORDS: Readonly<Record<string, string>> = {
  joined: 'The page connected',
  left: 'The page was gone',
  check_in_failed: 'A check-in did not pass',
  check_in_waiting: 'A person was asked to decide on the check-in',
  checked_in: 'Check-in passed',
  admitted: 'Admitted by a person',
  refused: 'Refused by a person',
  started: 'Started',
  paused: 'Paused',
  resumed: 'Resumed',
  extended: 'Time added',
  submitted: 'Submitted',
  time_up: 'Time was up; what was saved was submitted',
  terminated: 'Terminated',
  expired: 'Never started',
  page_opened: 'The exam page opened',
  camera_started: 'The camera started',
  camera_lost: 'The camera was lost',
  camera_denied: 'The camera was denied',
  engine_failed: 'The page could not look at faces itself; frames only',
  network_lost: 'The page lost the network',
  network_back: 'The network was back',
  hidden: 'The page was hidden',
  visible: 'The page was visible again',
  entry_lost: 'The page had to drop an entry',
  picture_unavailable: 'The page said that it had no picture when one was asked for',
};

/** One line of the timeline in plain words. */
export function happened({ what, detail }: TimelineEvent): string {
  const more = what === 'picture_unavailable' ? unableWords(detail) : detail;
  return `${WORDS[what] ?? what}${more ? `: ${more}` : ''}`;
}
