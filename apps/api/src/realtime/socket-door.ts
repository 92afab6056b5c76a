import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { Subscription } from 'rxjs';
import type { Namespace, Socket } from 'socket.io';
import { accessCookie } from '../auth/tokens/cookie-names.js';
import type { Person } from '../auth/tokens/person.js';
import { SessionSignals } from '../auth/sessions/session-signals.js';
import { Config } from '../config/config.js';
import { toWireError } from './answer.js';
import { TokenBucket } from './token-bucket.js';
import { TokenReader } from '../auth/tokens/token-reader.js';

const CALLS_A_SECOND = 30;
const CALLS_AT_ONCE = 120;
/** `setTimeout` cannot wait longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface Held {
  socket: Socket;
  timer: NodeJS.Timeout;
}

/**
 * The door of every namespace: who comes in shows an access token (cookie, or `auth.token` for programs), leaves when it runs out or is revoked,
 * may stay when it is refreshed over HTTP, and is cut when it floods. Unknown events are answered too.
 */
@Injectable()
export class SocketDoor implements OnModuleDestroy {
  private readonly bySession = new Map<string, Set<Held>>();
  private readonly subscriptions: Subscription[];

  constructor(
    private readonly tokens: TokenReader,
    private readonly config: Config,
    signals: SessionSignals,
  ) {
    this.subscriptions = [
      signals.revoked$.subscribe(({ sessionId }) => this.cut(sessionId)),
      signals.extended$.subscribe(({ sessionId, expiresAt }) => this.extend(sessionId, expiresAt)),
    ];
  }

  /** Call in a gateway's `afterInit`, with the events of its contract. */
  guard(namespace: Namespace, events: readonly string[]): void {
    const known = new Set(events);
    namespace.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(refusal(error)),
      );
    });
    namespace.on('connection', (socket) => {
      this.hold(socket);
      this.watch(socket, known);
    });
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    for (const held of [...this.bySession.values()].flatMap((set) => [...set])) clearTimeout(held.timer);
  }

  private async admit(socket: Socket): Promise<void> {
    const given: unknown = (socket.handshake.auth as Record<string, unknown>)['token'];
    const cookies = parseCookie(socket.handshake.headers.cookie ?? '');
    const token = typeof given === 'string' ? given : (cookies[accessCookie(this.config.production)] ?? '');
    (socket.data as { person: Person }).person = await this.tokens.read(token);
  }

  private hold(socket: Socket): void {
    const person = personOf(socket);
    const held: Held = { socket, timer: this.timer(socket, person.expiresAt) };
    const set = this.bySession.get(person.sessionId) ?? new Set<Held>();
    this.bySession.set(person.sessionId, set.add(held));
    socket.once('disconnect', () => {
      clearTimeout(held.timer);
      set.delete(held);
      if (set.size === 0) this.bySession.delete(person.sessionId);
    });
  }

  private watch(socket: Socket, known: ReadonlySet<string>): void {
    const bucket = new TokenBucket(CALLS_A_SECOND, CALLS_AT_ONCE, performance.now());
    socket.use(([event, ...rest]: unknown[], next) => {
      const ack = rest.at(-1);
      const refuse = (error: { code: string; message: string }): void => {
        if (typeof ack === 'function') (ack as (reply: unknown) => void)({ error });
      };
      if (!bucket.take(performance.now())) {
        refuse({ code: 'TOO_MANY', message: 'Too many messages. Wait a few seconds, then connect again.' });
        socket.disconnect(true);
      } else if (typeof event === 'string' && known.has(event)) next();
      else refuse({ code: 'NOT_FOUND', message: 'There is no such call.' });
    });
  }

  private timer(socket: Socket, expiresAt: Date): NodeJS.Timeout {
    const wait = Math.min(Math.max(0, expiresAt.getTime() - Date.now()), LONGEST_TIMER_MS);
    return setTimeout(() => expel(socket), wait).unref();
  }

  private cut(sessionId: string): void {
    for (const { socket } of [...(this.bySession.get(sessionId) ?? [])]) expel(socket);
  }

  private extend(sessionId: string, expiresAt: Date): void {
    for (const held of this.bySession.get(sessionId) ?? []) {
      clearTimeout(held.timer);
      (held.socket.data as { person: Person }).person = { ...personOf(held.socket), expiresAt };
      held.timer = this.timer(held.socket, expiresAt);
    }
  }
}

const personOf = (socket: Socket): Person => (socket.data as { person: Person }).person;

function expel(socket: Socket): void {
  socket.emit('session:expired');
  socket.disconnect(true);
}

/** What `connect_error` brings to the client: `data` is the wire's error. */
function refusal(error: unknown): Error {
  const wire = toWireError('connect', error);
  return Object.assign(new Error(wire.message), { data: wire });
}
