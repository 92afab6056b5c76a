import type { ErrorCode, WireError } from '@invigil/shared';

/** HTTP status of each code; socket calls send the code itself. */
const STATUS = {
  BAD_REQUEST: 400,
  BAD_PICTURE: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CONSENT_REQUIRED: 403,
  TEMPLATE_REQUIRED: 403,
  PROOF_REQUIRED: 403,
  FACE_CHECK_REQUIRED: 403,
  SECOND_FACTOR_REQUIRED: 401,
  ADDRESS_UNCONFIRMED: 403,
  LINK_EXPIRED: 410,
  NOT_FOUND: 404,
  CONFLICT: 409,
  WRONG_STATE: 409,
  SEQ_GAP: 409,
  SEQ_CONFLICT: 409,
  STREAM_CLOSED: 409,
  STALE_NONCE: 409,
  TOO_LARGE: 413,
  TOO_MANY: 429,
  INTERNAL: 500,
} as const satisfies Record<ErrorCode, number>;

/** Further fields of the answer, such as `expectedSeq`. */
export type ProblemExtra = Omit<WireError, 'code' | 'message'>;

/** A refusal that a person can act on. The message goes to the client as it is: say what to do next and name nothing internal. */
export class Problem extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly extra: ProblemExtra = {},
  ) {
    super(message);
    this.status = STATUS[code];
  }
}
