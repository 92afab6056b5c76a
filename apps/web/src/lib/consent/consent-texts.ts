import type { ConsentKind } from '@invigil/shared';

export interface ConsentText {
  title: string;
  what: string;
  purpose: string;
  howLong: string;
  who: string;
  /** What happens once it is withdrawn. */
  withdrawing: string;
  /** What whoever says no can do. */
  instead: string;
}

const TEMPLATE = 'A description of your face in 128 numbers (your template) and one portrait of you, taken when you set up the face check.';
const TEMPLATE_STAYS =
  'Your template: 12 months after its last use. The portrait: until staff have compared it with you. Both are encrypted with a key of their own.';
/** Of a comparison nothing is left but its line in the person's own activity. */
const ONCE_COMPARED = 'The pictures are deleted once compared; the result stays in your activity, with its time and device.';
const DESTROYED = 'Your template and portrait are destroyed, for good, unless another use that you agreed to still needs them.';

/**
 * What each consent means, in plain words. A changed text needs a new version in CONSENT_VERSIONS: people are then asked again.
 */
export const CONSENT_TEXTS: Readonly<Record<ConsentKind, ConsentText>> = {
  exam: {
    title: 'Face check in exams',
    what: `${TEMPLATE} During an exam: pictures from your camera every few seconds, whether your page is in front, and what you answer. No sound, and nothing of your screen or room beyond the picture.`,
    purpose: 'To see that it is you who sits the exam. A computer points things out; a person looks at them and decides.',
    howLong: `Pictures that became evidence, and those of a check-in that a person has to look at: as many days after the end of the exam as it states, usually 30. All other pictures are deleted as soon as they have been looked at. ${TEMPLATE_STAYS}`,
    who: "The proctors and instructors of your exams. Each look at a kept picture is written down. Everything is encrypted on this institution's server.",
    withdrawing: `Your face is no longer checked in exams. ${DESTROYED}`,
    instead: 'Saying no has no disadvantage: a person checks who you are and lets you into the exam.',
  },
  files: {
    title: 'Face check for files',
    what: `${TEMPLATE} Each time you open your files: pictures from your camera, usually while you move your head as you are told.`,
    purpose: 'To see that it is you who opens your protected files, for 15 minutes at a time.',
    howLong: `${ONCE_COMPARED} ${TEMPLATE_STAYS}`,
    who: 'The server compares; staff see the portrait once, to see that the template is yours. Nobody else.',
    withdrawing: `Your face no longer opens your files, and those that are open close. ${DESTROYED}`,
    instead: 'A passkey opens your files as well, without any camera. You can add one on the Security page of your account.',
  },
  sign_in: {
    title: 'Signing in with your face',
    what: `${TEMPLATE} Each time you sign in with your face: a few pictures from your camera while you move your head.`,
    purpose: 'To sign you in. Where no password is asked, your template is searched together with those of all who agreed to this.',
    howLong: `${ONCE_COMPARED} ${TEMPLATE_STAYS}`,
    who: 'The server compares; staff see the portrait once, to see that the template is yours. Nobody else.',
    withdrawing: `Your face no longer signs you in. ${DESTROYED}`,
    instead: 'Your password or a passkey signs you in, as before.',
  },
  monitor: {
    title: 'Being recognised by the live monitor',
    what: `${TEMPLATE} Your template is compared with the faces that a monitor camera of this institution sees.`,
    purpose: 'So that the monitor shows your name instead of raising an alert about an unknown face.',
    howLong: `Pictures of faces that are recognised are not kept. ${TEMPLATE_STAYS}`,
    who: 'Administrators who watch the monitor see your name beside your face.',
    withdrawing: `The monitor no longer knows you. ${DESTROYED}`,
    instead: 'Saying no has no disadvantage: the monitor calls you unknown, and a person who watches it decides whether that matters.',
  },
};
