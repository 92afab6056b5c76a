import { z } from 'zod';
import { emailSchema } from './person.js';

const GIB = 1024 ** 3;

/** What an administrator decides for the whole installation; each part is complete, so that a row of an older version reads as the defaults. */
export const installationSettingsSchema = z.strictObject({
  /** Whether anybody may create an account; closed, people need an invitation. */
  signUp: z.enum(['open', 'closed']).default('open'),
  faceSignIn: z
    .strictObject({
      /** `second_factor`: after the password; `full`: instead of it, for whoever has opted in. */
      mode: z.enum(['off', 'second_factor', 'full']).default('off'),
      /** An unknown face may make an account of its own, where sign-up is open as well. */
      newAccounts: z.boolean().default(false),
      /** Largest distance at which a search has found somebody. */
      distance: z.number().min(0.2).max(0.6).default(0.45),
      /** How much further away the second best must be. */
      margin: z.number().min(0).max(0.3).default(0.1),
    })
    .prefault({}),
  faceVerification: z
    .strictObject({
      /** Largest distance that is the same person. */
      tolerance: z.number().min(0.2).max(0.6).default(0.6),
      /** Screen confidence, in percent, from which verification is denied. */
      screenConfidence: z.number().min(1).max(100).default(60),
      /** Head movements are asked for before a picture counts. Without them a replayed video is let in. */
      liveness: z.boolean().default(true),
    })
    .prefault({}),
  monitor: z
    .strictObject({
      /** Who gets a mail when an unknown face is seen. */
      recipients: z.array(emailSchema).max(20, 'Enter at most 20 addresses.').default([]),
      tolerance: z.number().min(0.2).max(0.6).default(0.5),
    })
    .prefault({}),
  mail: z
    .strictObject({
      /** Pictures travel in the mail itself instead of behind a link that asks who you are. */
      attachPictures: z.boolean().default(false),
    })
    .prefault({}),
  files: z
    .strictObject({
      /** Bytes of one file. */
      maxBytes: z
        .number()
        .int()
        .min(1)
        .max(64 * GIB)
        .default(4 * GIB),
      /** Bytes of all files of one person. */
      quotaBytes: z
        .number()
        .int()
        .min(1)
        .max(1024 * GIB)
        .default(16 * GIB),
    })
    .prefault({}),
});
export type InstallationSettings = z.infer<typeof installationSettingsSchema>;
export const DEFAULT_SETTINGS: InstallationSettings = installationSettingsSchema.parse({});

/** `GET /api/settings/public`: what a page needs to know before anybody has signed in. */
export interface PublicSettings {
  signUp: InstallationSettings['signUp'];
  faceSignIn: { mode: InstallationSettings['faceSignIn']['mode']; newAccounts: boolean };
  /** Whether mails leave this server; without, an administrator reads them on a page. */
  mail: boolean;
}
