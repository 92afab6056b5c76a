import type { ConsentKind } from '@invigil/shared';

export interface ConsentText {
  title: string;
  what: string;
  howLong: string;
  who: string;
  withdrawing: string;
}

/** What each consent means, in plain words. A changed text needs a new CONSENT_VERSION: people are then asked again. */
export const CONSENT_TEXTS: Record<ConsentKind, ConsentText> = {
  exam: {
    title: 'Face check in exams',
    what: 'Your face as 128 numbers, worked out from a few camera pictures, and one portrait until staff have compared it. In an exam: the same numbers each few seconds and a camera picture now and then.',
    howLong:
      'The numbers until you withdraw, or 12 months after you last used them. The portrait until it is compared. Pictures from an exam are deleted once looked at; the few that become evidence are kept until the number of days that the exam states (30 unless it says otherwise) after its end.',
    who: 'The proctors and instructors of your exam see evidence and your portrait, and each look is logged. Nobody sees the numbers. Everything is encrypted.',
    withdrawing:
      'Your numbers and your portrait are destroyed at once and for good. You can still sit an exam: a person then checks who you are.',
  },
  files: {
    title: 'Face check for files',
    what: 'A camera picture when you open the protected files, compared with your enrolled face.',
    howLong: 'The picture is deleted once compared.',
    who: 'Nobody but the server.',
    withdrawing: 'Your face no longer opens the protected files.',
  },
  sign_in: {
    title: 'Signing in with your face',
    what: 'Camera pictures when you sign in, compared with all enrolled faces that agreed to it.',
    howLong: 'The pictures are deleted once compared.',
    who: 'Nobody but the server.',
    withdrawing: 'You sign in with your password only.',
  },
  monitor: {
    title: 'Being recognised by the live monitor',
    what: 'Your enrolled face is compared with the faces that the monitor camera sees.',
    howLong: 'Pictures of faces that are recognised are not kept.',
    who: 'Administrators who watch the monitor see your name.',
    withdrawing: 'The monitor no longer knows you.',
  },
};
