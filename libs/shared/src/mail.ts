import { z } from 'zod';

export const MAIL_KINDS = [
  'confirm-address',
  'already-registered',
  'reset-password',
  'password-changed',
  'address-changed',
  'new-device',
  'second-factor-changed',
  'face-verified',
  'face-denied',
  'unknown-face',
  'file-shared',
  'roster-invitation',
  'account-closed',
  'account-reopened',
  'enrolment-reset',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/**
 * `waiting`: made while there was no mail server, for an administrator to hand on. `queued`: will be sent, or tried again.
 * `failed`: given up, until an administrator tries again.
 */
export const MAIL_STATES = ['waiting', 'queued', 'sent', 'failed'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** A line of the administrator's list. */
export interface MailSummary {
  id: string;
  kind: MailKind;
  recipient: string;
  state: MailState;
  tries: number;
  /** When it is tried next; null while nothing is planned. */
  nextTryAt: string | null;
  /** Why the last try failed. */
  lastError: string;
  createdAt: string;
  sentAt: string | null;
  /** Its text can be opened: there is no mail server, it was not sent, and it is not yet erased. */
  readable: boolean;
}

/** `GET /api/mails`, newest first. `next` is the `before` of the following page, null on the last one. */
export interface MailPage {
  mails: MailSummary[];
  next: string | null;
  /** Whether a mail server is set. */
  sending: boolean;
}

export const mailQuerySchema = z.object({
  /** A part of the recipient's address. */
  q: z.string().trim().max(254).default(''),
  state: z.enum(MAIL_STATES).optional(),
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type MailQuery = z.infer<typeof mailQuerySchema>;

/** `GET /api/mails/:id`: what it says. Opening one is written down. */
export interface OpenedMail {
  id: string;
  recipient: string;
  subject: string;
  text: string;
  /** For a frame without scripts. */
  html: string;
  /** What its button opens, to be handed on; null where it has none. */
  link: string | null;
  /** A data URL; null where there is none. */
  picture: string | null;
}
