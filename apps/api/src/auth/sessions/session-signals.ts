import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** What happens to login sessions, for whoever holds something open in their name. Published after commit. */
@Injectable()
export class SessionSignals {
  /** Signed out, or cut because an old refresh token was used. */
  readonly revoked$ = new Subject<{ sessionId: string }>();
  /** A refresh over HTTP: sockets of the same session may stay until then. */
  readonly extended$ = new Subject<{ sessionId: string; expiresAt: Date }>();
}
