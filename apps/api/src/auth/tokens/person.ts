import type { Role, SignInMethod } from '@invigil/shared';

/** Who makes a request, read from the database for each request: a token says no more than who and which session. */
export interface Person {
  id: string;
  sessionId: string;
  role: Role;
  email: string;
  name: string | null;
  /** How this session began. */
  method: SignInMethod;
  /** When the password or a passkey was last given in this session; null where a face alone has opened it. */
  provedAt: Date | null;
  /** When a passkey was last given in this session; null where none was. */
  passkeyAt: Date | null;
  /** When this session's face was last verified. */
  faceVerifiedAt: Date | null;
  /** When the access token that was shown runs out. */
  expiresAt: Date;
}
