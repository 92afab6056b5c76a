import type { Person } from './person.js';

/** How the sockets' door learns who holds a token; provided by auth. */
export abstract class TokenReader {
  /** @throws Problem UNAUTHENTICATED when the token is forged, expired, of another type, or its session is over */
  abstract read(accessToken: string): Promise<Person>;
}
