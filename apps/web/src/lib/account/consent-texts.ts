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
    what: 'A description of your face in 128 numbers (your template) and one portrait of you. During an exam: pictures from your camera every few seconds, whether your page is in front, and what you answer. No sound, and nothing of your screen or room beyond the picture.',
    howLong:
      'Pictures that became evidence: as many days after the end of the exam as it states, usually 30. All other pictures are deleted as soon as they have been looked at. Your template: 12 months after its last use. The portrait: until somebody has compared it with you.',
    who: "The proctors and instructors of your exams. Each look at a kept picture is written down. Everything is encrypted on this institution's server.",
    withdrawing:
      'Your template and your portrait are destroyed at once and for good. You can still sit an exam: a person then checks who you are.',
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
