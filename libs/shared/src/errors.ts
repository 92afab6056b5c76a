import { z } from 'zod';
import { consentKindSchema } from './enrolment.js';
import { SECOND_FACTORS } from './second-factor.js';

/** Why a call was refused. The code is for programs, the message tells a person what to do next. */
export const ERROR_CODES = [
  'BAD_REQUEST',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'TOO_LARGE',
  'TOO_MANY',
  'WRONG_STATE',
  'SEQ_GAP',
  'SEQ_CONFLICT',
  'STREAM_CLOSED',
  'STALE_NONCE',
  'BAD_PICTURE',
  'CONSENT_REQUIRED',
  'TEMPLATE_REQUIRED',
  'PROOF_REQUIRED',
  'FACE_CHECK_REQUIRED',
  'SECOND_FACTOR_REQUIRED',
  'ADDRESS_UNCONFIRMED',
  'LINK_EXPIRED',
  'INTERNAL',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export const wireErrorSchema = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  /** With `SEQ_GAP`: the next sequence number that the server will take. */
  expectedSeq: z.number().int().optional(),
  /** With `TOO_MANY`: seconds after which it is worth trying again; also in the header `Retry-After`. */
  retryAfter: z.number().int().optional(),
  /** With `SECOND_FACTOR_REQUIRED`: to be sent with the second step, within 5 minutes. */
  challenge: z.string().optional(),
  /** With `SECOND_FACTOR_REQUIRED`: what this account may show. */
  methods: z.array(z.enum(SECOND_FACTORS)).optional(),
  /** The call of this API that clears the way, such as `POST /auth/prove`: for programs, as the message is for people. */
  next: z.string().optional(),
  /** With `CONSENT_REQUIRED`: the use of the face that has to be agreed to; absent where any will do. */
  consent: consentKindSchema.optional(),
});
export type WireError = z.infer<typeof wireErrorSchema>;

/** Every socket call is answered with exactly one of these. */
export type Ack<T> = { data: T; error?: undefined } | { data?: undefined; error: WireError };
