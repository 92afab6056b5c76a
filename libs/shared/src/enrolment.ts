import { z } from 'zod';
import type { TemplateState } from './person.js';

export const CONSENT_KINDS = ['exam', 'files', 'sign_in', 'monitor'] as const;
export const consentKindSchema = z.enum(CONSENT_KINDS);
export type ConsentKind = z.infer<typeof consentKindSchema>;

/** The version of each consent's text in force. A changed text gets a new version, and people are asked again, for that kind alone. */
export const CONSENT_VERSIONS: Readonly<Record<ConsentKind, string>> = {
  exam: 'exam-2026-11-3',
  files: 'files-2026-11-2',
  sign_in: 'sign-in-2026-11-2',
  monitor: 'monitor-2026-11-2',
};
export const giveConsentSchema = z.object({ kind: consentKindSchema, version: z.string().min(1).max(40) });
export interface ConsentRecord {
  kind: ConsentKind;
  version: string;
  givenAt: string;
  withdrawnAt: string | null;
}

export const DESCRIPTOR_LENGTH = 128;
/** JPEG, PNG or WebP as a data URL; the server looks at the bytes, not at the label. */
export const dataUrlSchema = z
  .string()
  .max(700_000, 'The picture is too large; 500 KB is the limit.')
  .regex(/^data:image\/(jpeg|png|webp);base64,[A-Za-z0-9+/]+={0,2}$/, 'Send the picture as a JPEG, PNG or WebP data URL.');

export const enrolSchema = z.object({
  faceDescriptor: z.array(z.number()).length(DESCRIPTOR_LENGTH, 'A face descriptor has 128 numbers.'),
  image: dataUrlSchema.optional(),
  /** What the face is enrolled for: its consent must be in force. */
  kind: consentKindSchema.default('exam'),
  /** The frames that the descriptor was computed from; the server computes its own from them. */
  frames: z.array(dataUrlSchema).min(3, 'Send 3 to 5 frames.').max(5, 'Send 3 to 5 frames.').optional(),
});
/** What a page sends. */
export type Enrol = z.input<typeof enrolSchema>;
export type EnrolRequest = z.infer<typeof enrolSchema>;
/** Answer of `POST /auth/profile/image` (201). */
export interface Enrolled {
  message: string;
  faceDescriptorSaved: boolean;
  /** True when the server computed the template itself from the frames (state `captured`). */
  verified: boolean;
  templateState: TemplateState;
  profileImage?: string;
  profileImageSaved?: boolean;
}

export const approveTemplateSchema = z.object({ decision: z.enum(['approve', 'reject']), reason: z.string().trim().max(500).optional() });
/** `PUT /api/exams/:id/roster/:rosterId/photo`: a picture that the institution has of somebody. */
export const rosterPhotoSchema = z.strictObject({ image: dataUrlSchema });
/** A portrait that waits for somebody to compare it. */
export interface PortraitRow {
  userId: string;
  name: string | null;
  email: string;
  templateState: TemplateState;
  enrolledAt: string;
  portraitSaved: boolean;
  /** A photo of them lies with the roster of an exam that you run. */
  photoSaved: boolean;
}
