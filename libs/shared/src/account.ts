import { z } from 'zod';
import { emailSchema, mailableSchema, passwordSchema, personNameSchema } from './person.js';

/** Of a link in a mail. */
const linkTokenSchema = z.string().min(1, 'Open the whole link from the mail.').max(200, 'Open the whole link from the mail.');

/** Body of `POST /auth/password/forgot`; the answer is the same whether or not the address has an account. */
export const forgotPasswordSchema = z.object({ email: emailSchema });
export type ForgotPassword = z.infer<typeof forgotPasswordSchema>;
/** Body of `POST /auth/password/reset`; `token` comes from the mail, works once and for 30 minutes. */
export const resetPasswordSchema = z.object({ token: linkTokenSchema, password: passwordSchema });
export type ResetPassword = z.infer<typeof resetPasswordSchema>;
/** Body of `POST /auth/password`; `current` may be left out within 10 minutes of a proof, and by accounts that have no password yet. */
export const changePasswordSchema = z.object({ current: z.string().max(256).optional(), password: passwordSchema });
export type ChangePassword = z.infer<typeof changePasswordSchema>;
/** Body of `POST /auth/address`; the old address holds until the new one is confirmed. */
export const changeAddressSchema = z.object({ email: mailableSchema });
export type ChangeAddress = z.infer<typeof changeAddressSchema>;
/** Body of `POST /auth/confirm`; `token` comes from the mail, works once and for 24 hours. */
export const confirmAddressSchema = z.object({ token: linkTokenSchema });
export type ConfirmAddress = z.infer<typeof confirmAddressSchema>;
/** Body of `PATCH /auth/profile`. */
export const changeNameSchema = z.object({ name: personNameSchema });
export type ChangeName = z.infer<typeof changeNameSchema>;
/** Body of `PATCH /api/people/:id/active`. */
export const setActiveSchema = z.object({
  active: z.boolean(),
  reason: z.string().trim().min(1, 'Say why; it goes into the log.').max(500, 'Use at most 500 characters.'),
});
export type SetActive = z.infer<typeof setActiveSchema>;

/** What every call answers that has nothing else to say. */
export interface Done {
  status: 'success';
  message: string;
}

/** Something that happened to the signed-in person's account. */
export interface SecurityEvent {
  id: string;
  /** ISO 8601. */
  at: string;
  /** As in the audit log: `session.begun`, `password.changed`. */
  action: string;
  /** Who did it: the account's owner, somebody on the staff, or nobody who was signed in (the server, or whoever failed to sign in). */
  by: 'you' | 'staff' | 'nobody';
  /** What the browser or program called itself, in words; empty where it is not known. */
  device: string;
  /** Where the request came from; empty for what staff or the server did. */
  address: string;
  /** Further facts, such as `method`, `kind` or `reason`. */
  detail: Record<string, string | number | boolean>;
}

/** `GET /api/events`, newest first. `next` is the `before` of the following page, null on the last one. */
export interface SecurityEventPage {
  events: SecurityEvent[];
  next: string | null;
}

export const STORED_KINDS = [
  'account',
  'picture',
  'template',
  'portrait',
  'consents',
  'sessions',
  'second_factor',
  'files',
  'mails',
  'attempts',
  'evidence',
  'check_in_pictures',
  'events',
] as const;
/** `GET /auth/stored`: one kind of thing that is stored about the signed-in person. */
export interface StoredAboutMe {
  kind: (typeof STORED_KINDS)[number];
  count: number;
  /** How much room they take together, in bytes; null where that is not counted. */
  bytes: number | null;
  /** When the last of them is deleted by itself, ISO 8601; null where no day is set. */
  until: string | null;
}
