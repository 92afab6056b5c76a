import type { FaceClaim, LivenessState, StudentAttempt, Unable } from '@invigil/shared';
import { renewSession } from './renew-session.ts';
import type { AnswerValue } from './drafts.ts';
import { WireFault } from '../wire-fault.ts';
import type { FromStream, LivenessRequest, PageEvent, ToStream } from './protocol.ts';

type Told = Exclude<FromStream, { type: 'refresh' | 'called' | 'liveness_state' }>;
interface Waiting<T> {
  resolve: (value: T) => void;
  reject: (error: Error) => void;
}
const DEVICE = 'invigil.device';

/** A random id that this browser keeps; tells a reload from another device. Holds nothing about the person. */
function deviceId(): string {
  const known = localStorage.getItem(DEVICE);
  const id = known ?? crypto.randomUUID();
  if (!known) localStorage.setItem(DEVICE, id);
  return id;
}

/** The page's end of the stream worker. */
export class StreamClient {
  readonly #worker = new Worker(new URL('./stream.worker.ts', import.meta.url), { type: 'module', name: 'stream' });
  readonly #calls = new Map<number, Waiting<StudentAttempt>>();
  readonly #looks = new Map<number, Waiting<LivenessState>>();
  #last = 0;

  constructor(attemptId: string, onTold: (message: Told) => void) {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromStream>) => {
      if (data.type === 'refresh') void renewSession().then((result) => this.#post({ type: 'refreshed', result }));
      else if (data.type === 'called') this.#answered(data);
      else if (data.type === 'liveness_state') this.#judged(data);
      else onTold(data);
    });
    this.#worker.addEventListener('error', () =>
      onTold({ type: 'broken', message: 'The part of the page that keeps your work could not start. Load this page again.' }),
    );
    this.#post({ type: 'open', attemptId, device: deviceId() });
  }

  start = (): Promise<StudentAttempt> => this.#call('start');
  submit = (): Promise<StudentAttempt> => this.#call('submit');
  answer = (questionId: string, value: AnswerValue): void => this.#post({ type: 'answer', questionId, value });
  event = (event: PageEvent, detail = ''): void => this.#post({ type: 'event', event, detail });
  say = (text: string): void => this.#post({ type: 'message', text });
  flush = (): void => this.#post({ type: 'flush' });
  online = (): void => this.#post({ type: 'online' });
  proved = (): void => this.#post({ type: 'proved' });
  notLooked = (id: number, why: Unable): void => this.#post({ type: 'not_looked', id, why });
  looked = (id: number, claim: FaceClaim, jpeg?: Uint8Array<ArrayBuffer>): void =>
    this.#post({ type: 'looked', id, claim, ...(jpeg && { jpeg }) });

  /** @throws WireFault when it is refused or not answered */
  liveness = (request: LivenessRequest): Promise<LivenessState> =>
    new Promise((resolve, reject) => {
      const id = ++this.#last;
      this.#looks.set(id, { resolve, reject });
      this.#post({ type: 'liveness', id, request });
    });

  close(): void {
    this.#post({ type: 'flush' });
    this.#post({ type: 'leave' });
    // a moment for what was typed last to reach the disk
    setTimeout(() => this.#worker.terminate(), 1000);
  }

  #call(what: 'start' | 'submit'): Promise<StudentAttempt> {
    return new Promise((resolve, reject) => {
      const id = ++this.#last;
      this.#calls.set(id, { resolve, reject });
      this.#post({ type: 'call', id, what });
    });
  }

  #answered({ id, attempt, message }: Extract<FromStream, { type: 'called' }>): void {
    const waiting = this.#calls.get(id);
    this.#calls.delete(id);
    if (attempt) waiting?.resolve(attempt);
    else waiting?.reject(new Error(message));
  }

  #judged({ id, state, fault }: Extract<FromStream, { type: 'liveness_state' }>): void {
    const waiting = this.#looks.get(id);
    this.#looks.delete(id);
    if (state) waiting?.resolve(state);
    else waiting?.reject(new WireFault(fault?.code ? { code: fault.code, message: fault.message } : null));
  }

  #post(message: ToStream): void {
    this.#worker.postMessage(message);
  }
}
