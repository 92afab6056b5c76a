import type { MailKind } from '@invigil/shared';
import { inWords, quoted, type Letter } from './letter.js';
import type { MailContent, SecondFactorChange } from './mail-content.js';

type Of<K extends MailKind> = Extract<MailContent, { kind: K }>;

const NOT_YOU =
  'If this was not you, choose a new password now: open the sign-in page and press “Forgotten password”. That signs out every device. Then tell whoever runs this installation.';

const CHANGES = {
  'totp-on': 'Codes from an authenticator app are asked for now when you sign in.',
  'totp-off': 'Codes from an authenticator app are not asked for any more when you sign in.',
  'passkey-added': 'A passkey was added to your account.',
  'passkey-removed': 'A passkey was removed from your account.',
  'codes-renewed': 'New recovery codes were made. The old ones do not work any more.',
  reset:
    'An administrator has removed your authenticator app, your passkeys and your recovery codes. Your password alone signs you in now; set up a second step again under Security in your account.',
} as const satisfies Record<SecondFactorChange, string>;

/** What each kind of mail says; a new kind is one row. */
const LETTERS: { [K in MailKind]: (mail: Of<K>) => Letter } = {
  'confirm-address': ({ link }) => ({
    subject: 'Confirm your address',
    paragraphs: ['Somebody, most likely you, gave this address for an account. Press the button to confirm that it is yours.'],
    button: { label: 'Confirm this address', link },
    otherwise: 'If this was not you, do nothing: without the button the address is not used.',
  }),
  'already-registered': ({ signInLink, resetLink }) => ({
    subject: 'You have an account already',
    paragraphs: ['Somebody, most likely you, tried to sign up with this address. It has an account already, so no new one was made.'],
    button: { label: 'Sign in', link: signInLink },
    also: { label: 'If you do not remember your password, choose a new one', link: resetLink },
    otherwise: 'If this was not you, do nothing: nothing has changed, and nobody was told that you have an account.',
  }),
  'reset-password': ({ link }) => ({
    subject: 'Choose a new password',
    paragraphs: [
      'Somebody, most likely you, asked for a new password for your account. The button works once and for a short time.',
      'Give the link to nobody: whoever opens it can choose the password.',
    ],
    button: { label: 'Choose a new password', link },
    otherwise: 'If this was not you, do nothing: your password stays as it is.',
  }),
  'password-changed': ({ at, device }) => ({
    subject: 'Your password was changed',
    paragraphs: [`The password of your account was changed on ${inWords(at)}${from(device)}.`, 'If this was you, there is nothing to do.'],
    otherwise: NOT_YOU,
  }),
  'address-changed': ({ newAddress }) => ({
    subject: 'Your address was changed',
    paragraphs: [
      `Your account now uses the address ${quoted(newAddress)}. This is the last mail to the old one.`,
      'If this was you, there is nothing to do.',
    ],
    otherwise: 'If this was not you, tell whoever runs this installation at once: they can close the account until it is yours again.',
  }),
  'new-device': ({ at, device, address, sessionsLink }) => ({
    subject: 'Signed in on a new device',
    paragraphs: [
      `Your account was opened on ${inWords(at)}${from(device)}${address === '' ? '' : `, at the network address ${quoted(address)}`}. We had not seen this device before.`,
      'If this was you, there is nothing to do.',
    ],
    button: { label: 'See your devices', link: sessionsLink },
    otherwise: `If this was not you, sign that device out there. ${NOT_YOU.replace('If this was not you, choose', 'Then choose')}`,
  }),
  'second-factor-changed': ({ what, at }) => ({
    subject: 'How you sign in was changed',
    paragraphs: [CHANGES[what], `This happened on ${inWords(at)}. If this was you, there is nothing to do.`],
    otherwise: NOT_YOU,
  }),
  'face-verified': ({ at, device }) => ({
    subject: 'Your face was verified',
    paragraphs: [
      `Your face was recognised for your account on ${inWords(at)}${from(device)}.`,
      'If this was you, there is nothing to do. You can switch these mails off under Privacy in your account.',
    ],
    pictureLabel: 'The picture that was verified',
    otherwise: NOT_YOU,
  }),
  'face-denied': ({ at, device, reason }) => ({
    subject: 'A face verification was refused',
    paragraphs: [
      `Somebody who was signed in to your account tried to verify a face on ${inWords(at)}${from(device)}. It was refused: ${quoted(reason)}`,
      'If this was you, try again in better light, or ask a person to let you in.',
    ],
    pictureLabel: 'The picture that was refused',
    otherwise: NOT_YOU,
  }),
  'unknown-face': ({ at, monitorLink }) => ({
    subject: 'An unknown face at the monitor',
    paragraphs: [`The live monitor saw a face on ${inWords(at)} that it does not know.`],
    button: { label: 'Open the monitor', link: monitorLink },
    pictureLabel: 'What the camera saw',
    otherwise: 'You get this mail because an administrator entered your address for alerts. Ask them if you do not want it.',
  }),
  'file-shared': ({ fileName, by, link }) => ({
    subject: `${quoted(by)} shares a file with you`,
    paragraphs: [`${quoted(by)} shares the file “${quoted(fileName)}” with you. You have to sign in to open it.`],
    button: { label: 'See the file', link },
    otherwise: 'If you do not know this person, do not open the file. You can choose under Privacy that nobody may share with you.',
  }),
  'roster-invitation': ({ examTitle, opensAt, link }) => ({
    subject: `Your exam: ${quoted(examTitle)}`,
    paragraphs: [
      `You are invited to the exam “${quoted(examTitle)}”. It opens on ${inWords(opensAt)}.`,
      'Press the button well before that: it takes you through everything that has to be ready. The link is yours alone; give it to nobody.',
    ],
    button: { label: 'Get ready', link },
    otherwise: 'If you expect no exam, do nothing.',
  }),
  'account-closed': ({ at }) => ({
    subject: 'Your account was closed',
    paragraphs: [`Your account was set inactive on ${inWords(at)}. All devices were signed out, and nobody can sign in.`],
    otherwise: 'If you did not expect this, ask whoever runs this installation: they can open it again.',
  }),
  'account-reopened': ({ at }) => ({
    subject: 'Your account is open again',
    paragraphs: [`Your account was opened again on ${inWords(at)}. You can sign in as before.`],
    otherwise: 'If you did not expect this, ask whoever runs this installation.',
  }),
  'enrolment-reset': ({ at, reason }) => ({
    subject: 'Please enrol your face again',
    paragraphs: [
      `The enrolment of your face was reset by staff on ${inWords(at)}. Their reason: ${quoted(reason)}`,
      'What was stored of your face has been destroyed. Sign in before your next exam to enrol again, or to choose a way without a camera.',
    ],
    otherwise: 'If you have questions, ask whoever runs this installation.',
  }),
};

const from = (device: string): string => (device.trim() === '' ? '' : `, from ${quoted(device)}`);

/** The words of a mail. */
export const letterOf = (mail: MailContent): Letter => (LETTERS[mail.kind] as (mail: MailContent) => Letter)(mail);
