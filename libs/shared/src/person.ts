import { z } from 'zod';

export const ROLES = ['student', 'proctor', 'instructor', 'administrator'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** How a login session began. */
export const SIGN_IN_METHODS = ['password', 'passkey', 'face'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'That address is too long.')
  .pipe(z.email('Enter an e-mail address, for example ann@example.org.'));
/** Of accounts that began with a face: `<username>@face.invalid`, at which nobody gets mail. */
export const isPlaceholderAddress = (email: string): boolean => email.endsWith('@face.invalid');
/** An address for an account: one at which somebody can get mail. */
export const mailableSchema = emailSchema.refine((email) => !isPlaceholderAddress(email), 'Enter an address at which you get mail.');
export const passwordSchema = z.string().min(10, 'Use at least 10 characters.').max(256, 'Use at most 256 characters.');
export const personNameSchema = z.string().trim().min(1, 'Enter a name.').max(120, 'Use at most 120 characters.');

export const signUpSchema = z.object({
  email: mailableSchema,
  password: passwordSchema,
  name: personNameSchema.optional(),
  /** The token of an invitation, where accounts are made by invitation only. */
  invitation: z.string().max(200).optional(),
});
export type SignUp = z.infer<typeof signUpSchema>;
export const logInSchema = z.object({ email: emailSchema, password: z.string().min(1, 'Enter your password.').max(256) });
export type LogIn = z.infer<typeof logInSchema>;
/** The first administrator; `token` comes from the link that the server prints at its first start. */
export const setUpSchema = z.object({ token: z.string().min(1), email: mailableSchema, password: passwordSchema, name: personNameSchema });
export type SetUp = z.infer<typeof setUpSchema>;

export interface Tokens {
  accessToken: string;
  refreshToken: string;
}
/** Answer of sign-up, log-in and refresh. Browsers get cookies and no tokens in the body. */
export interface SignedIn {
  status: 'success';
  message: string;
  email: string;
  name: string | null;
  role: Role;
  lastLogin: string | null;
  /** When the access token expires, ISO 8601. */
  expiresAt: string;
  token?: string;
  tokens?: Tokens;
}

export const TEMPLATE_STATES = ['unverified', 'captured', 'approved'] as const;
export type TemplateState = (typeof TEMPLATE_STATES)[number];

/** `GET /auth/profile`: what a person may see of their own account; never the descriptor. */
export interface Profile {
  id: string;
  email: string;
  name: string | null;
  role: Role;
  /** The address is confirmed. */
  verified: boolean;
  /** False for accounts that sign in by a face or a passkey alone. */
  hasPassword: boolean;
  /** When the person signed in before this time. */
  lastLogin: string | null;
  faceDescriptorSaved: boolean;
  templateState: TemplateState | null;
  profileImageSaved: boolean;
  profileImage: string | null;
  /** When the access token of this session expires, ISO 8601. */
  expiresAt: string;
}

/** A row of the administrator's list of people. */
export interface PersonRow {
  id: string;
  email: string;
  name: string | null;
  role: Role;
  active: boolean;
  lastLogin: string | null;
  templateState: TemplateState | null;
  /** An authenticator app or a passkey is asked for after the password. */
  secondFactor: boolean;
  createdAt: string;
}
export const changeRoleSchema = z.object({ role: roleSchema });
