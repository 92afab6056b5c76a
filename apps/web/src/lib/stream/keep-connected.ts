import { backOff } from './back-off.ts';
import { DOOR_AT_FIRST, type DoorClosed, type DoorEffect, type DoorEvent, type DoorState, nextDoor } from './door.ts';

/** What this needs of a Socket.IO socket made with `reconnection: false`. */
export interface Line {
  connect(): unknown;
  disconnect(): unknown;
  on(event: 'connect' | 'session:expired', listener: () => void): unknown;
  on(event: 'disconnect', listener: (reason: string) => void): unknown;
  on(event: 'connect_error', listener: (error: Error) => void): unknown;
}
export type Refreshed = 'ok' | 'signed_out' | 'unreachable';
export interface KeepOptions {
  refresh: () => Promise<Refreshed>;
  onState?: (state: DoorState) => void;
  random?: () => number;
}

/** A refusal by the server's own door carries a code; an unreachable server does not. */
const codeOf = (error: Error): string | null => {
  const data = (error as Error & { data?: { code?: unknown } }).data;
  if (!data) return null;
  return typeof data.code === 'string' ? data.code : 'UNAUTHENTICATED';
};

/** Keeps a socket connected: waits with jitter, renews the session when it has run out, and stops for good when told to. */
export class KeepConnected {
  #state: DoorState = DOOR_AT_FIRST;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #line: Line;
  readonly #options: KeepOptions;

  constructor(line: Line, options: KeepOptions) {
    this.#line = line;
    this.#options = options;
    line.on('connect', () => this.#step('opened'));
    line.on('disconnect', () => this.#step('lost'));
    line.on('connect_error', (error) => this.#step(codeOf(error) === 'UNAUTHENTICATED' ? 'denied' : 'lost'));
    line.on('session:expired', () => this.denied());
    line.connect();
  }

  get state(): DoorState {
    return this.#state;
  }

  settled(): void {
    this.#step('settled');
  }

  /** The session has run out, as an answer to a call or the server itself said. */
  denied(): void {
    this.#step('denied');
  }

  /** The far side wants the password or a passkey first: hangs up until `proved`. */
  unproved(): void {
    this.#step('unproved');
  }

  proved(): void {
    this.#step('proved');
  }

  close(why: DoorClosed): void {
    this.#step(why);
  }

  /** Gives the present connection up, for example when it stopped answering. */
  drop(): void {
    this.#line.disconnect();
    this.#step('lost');
  }

  /** Ends the waiting now, for example when the browser says that the network is back. */
  hurry(): void {
    if (this.#state.at === 'waiting') this.#step('waited');
  }

  #step(event: DoorEvent): void {
    const { state, effect } = nextDoor(this.#state, event);
    this.#state = state;
    this.#options.onState?.(state);
    this.#do(effect);
  }

  #do(effect: DoorEffect): void {
    if (effect === null) return;
    clearTimeout(this.#timer);
    if (effect === 'connect') this.#line.connect();
    if (effect === 'hang_up') this.#line.disconnect();
    if (effect === 'refresh') void this.#refresh();
    if (effect === 'wait' && this.#state.at === 'waiting') {
      const wait = backOff(this.#state.tries - 1, (this.#options.random ?? Math.random)());
      this.#timer = setTimeout(() => this.#step('waited'), wait);
    }
  }

  async #refresh(): Promise<void> {
    this.#line.disconnect();
    const result = await this.#options.refresh().catch((): Refreshed => 'unreachable');
    this.#step(result === 'ok' ? 'refreshed' : result === 'signed_out' ? 'signed_out' : 'refresh_failed');
  }
}

export interface Connection<S> {
  socket: S;
  door: KeepConnected;
  /** Leaves for good. */
  close(): void;
}
