import { z } from 'zod';

/** What a person has chosen about themselves; each part is complete, so that a row of an older version reads as the defaults. */
export const privacySettingsSchema = z.strictObject({
  /** A mail for each sign-in from a device that was not seen before. */
  mailNewDevice: z.boolean().default(true),
  /** A mail for each face verification that succeeded; those that failed are always told. */
  mailVerification: z.boolean().default(true),
  /** Others may name this address when they share a file. */
  sharedWith: z.boolean().default(true),
  /** The picture is shown to staff beside the name. */
  showPicture: z.boolean().default(true),
});
export type PrivacySettings = z.infer<typeof privacySettingsSchema>;
