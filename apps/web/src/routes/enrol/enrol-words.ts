import type { ConsentKind } from '@invigil/shared';

interface EnrolWords {
  /** Goes on "Once, …". */
  when: string;
  /** What whoever declines or fails can do instead; goes on a sentence. */
  without: string;
  /** Ways on for whoever does not agree; without an address the page that they came from. */
  otherwise: readonly { text: string; href?: string }[];
  /** Where to stop, if not on the page that they came from: that page may ask for the face again. */
  elsewhere?: string;
}

/** What the set-up of the face check says, by what it is for. Nobody is left at a closed door. */
export const ENROL_WORDS: Readonly<Record<ConsentKind, EnrolWords>> = {
  exam: {
    when: 'before your first exam',
    without: 'a person then lets you into the exam.',
    otherwise: [{ text: 'Not now; a person can let me in' }],
  },
  files: {
    when: 'before you first open your files with your face',
    without: 'a passkey, which you can add on the Security page of your account, opens your files as well.',
    otherwise: [
      { text: 'Use a passkey instead', href: '/account/security' },
      { text: 'Not now', href: '/' },
    ],
    elsewhere: '/',
  },
  sign_in: {
    when: 'before you first sign in with your face',
    without: 'your password or a passkey signs you in.',
    otherwise: [{ text: 'Not now' }],
  },
  monitor: {
    when: 'so that the monitor knows you',
    without: 'nothing depends on it.',
    otherwise: [{ text: 'Not now' }],
  },
};
