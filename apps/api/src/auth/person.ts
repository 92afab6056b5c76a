import type { Role } from '@invigil/shared';

/** Who makes a request, read from the database for each request: a token says no more than who and which session. */
export interface Person {
  id: string;
  sessionId: string;
  role: Role;
  email: string;
  name: string | null;
  /** When the access token that was shown runs out. */
  expiresAt: Date;
}
