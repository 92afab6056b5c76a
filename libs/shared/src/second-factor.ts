import { z } from 'zod';

/** What may be asked for after the password. */
export const SECOND_FACTORS = ['totp', 'passkey', 'recovery', 'face'] as const;
export type SecondFactor = (typeof SECOND_FACTORS)[number];

const base64url = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/, 'must be base64url');

/** Six digits; blanks that a person types for legibility do not count. */
export const totpCodeSchema = z
  .string()
  .max(20)
  .transform((text) => text.replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'Enter the six digits that your app shows.'));
export const recoveryCodeSchema = z.string().trim().min(1, 'Enter one of your recovery codes.').max(40);

/** What `navigator.credentials.get` gave, as WebAuthn's JSON; what the server does not need is dropped. */
export const passkeyAnswerSchema = z.object({
  id: base64url(1400),
  response: z.object({
    clientDataJSON: base64url(8192),
    authenticatorData: base64url(4096),
    signature: base64url(4096),
    userHandle: base64url(128).nullish(),
  }),
});
export type PasskeyAnswer = z.infer<typeof passkeyAnswerSchema>;

/** What `navigator.credentials.create` gave. */
export const newPasskeySchema = z.object({
  name: z.string().trim().min(1, 'Give it a name that you will know it by.').max(60, 'Use at most 60 characters.'),
  passkey: z.object({
    id: base64url(1400),
    response: z.object({
      clientDataJSON: base64url(8192),
      attestationObject: base64url(65_536),
      transports: z.array(z.string().max(20)).max(10).default([]),
    }),
  }),
});
export type NewPasskey = z.infer<typeof newPasskeySchema>;
export const renamePasskeySchema = newPasskeySchema.pick({ name: true });

/** `POST /auth/prove`: the password or a passkey, once more. */
export const proveSchema = z.union([
  z.strictObject({ password: z.string().min(1, 'Enter your password.').max(256) }),
  z.strictObject({ passkey: passkeyAnswerSchema }),
]);
export type Prove = z.infer<typeof proveSchema>;

/** `challenge` is what the first step answered with; exactly one proof comes with it. */
const challengeSchema = z.string().min(1).max(100);
export const secondFactorSchema = z.union([
  z.strictObject({ challenge: challengeSchema, totp: totpCodeSchema }),
  z.strictObject({ challenge: challengeSchema, recovery: recoveryCodeSchema }),
  z.strictObject({ challenge: challengeSchema, passkey: passkeyAnswerSchema }),
  z.strictObject({ challenge: challengeSchema, face: z.string().min(1).max(200) }),
]);
export type SecondFactorAnswer = z.infer<typeof secondFactorSchema>;
export const secondFactorOptionsSchema = z.object({ challenge: challengeSchema });
export const confirmTotpSchema = z.object({ code: totpCodeSchema });

/** `POST /auth/totp`: shown once, to be put into an app. */
export interface TotpSetUp {
  /** Base32, for typing. */
  secret: string;
  /** `otpauth://`, for the picture to scan. */
  uri: string;
}
/** Shown once. Null where there were codes already. */
export interface FreshCodes {
  recoveryCodes: string[] | null;
}
export interface PasskeyRow {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
  /** Kept by a password manager, on several devices. */
  synced: boolean;
}
/** `GET /auth/second-factor`. */
export interface SecondFactors {
  /** When the authenticator app was confirmed. */
  totpSince: string | null;
  /** Whether anything is asked for after the password: one of these, or the face where the installation does so and the person agreed. */
  asked: boolean;
  recoveryCodesLeft: number;
  passkeys: PasskeyRow[];
}
/** `POST /auth/passkeys`. */
export interface PasskeyAdded extends FreshCodes {
  passkey: PasskeyRow;
}
