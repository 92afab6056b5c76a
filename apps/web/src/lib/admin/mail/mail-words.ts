import type { MailKind, MailState } from '@invigil/shared';

/** What a mail is about, in the administrator's list. */
export const KIND_WORDS = {
  'confirm-address': 'Confirm an address',
  'already-registered': 'Signed up twice',
  'reset-password': 'Choose a new password',
  'password-changed': 'Password changed',
  'address-changed': 'Address changed',
  'new-device': 'New device',
  'second-factor-changed': 'Second factor changed',
  'face-verified': 'Face verified',
  'face-denied': 'Face refused',
  'unknown-face': 'Unknown face',
  'file-shared': 'File shared',
  'roster-invitation': 'Invitation to an exam',
  'account-closed': 'Account closed',
  'account-reopened': 'Account reopened',
  'enrolment-reset': 'Enrolment reset',
} as const satisfies Record<MailKind, string>;

export const STATE_WORDS = {
  waiting: { label: 'To hand on', tone: 'look' },
  queued: { label: 'On its way', tone: 'info' },
  sent: { label: 'Sent', tone: 'ok' },
  failed: { label: 'Not delivered', tone: 'act' },
} as const satisfies Record<MailState, { label: string; tone: 'ok' | 'info' | 'look' | 'act' }>;
