import { isOver, type Joined, type Lane, LANES, type StudentAttempt } from '@invigil/shared';
import type { ServerClock } from '../clock.ts';
import type { Outbox } from './outbox.ts';
import { WireFault } from '../wire-fault.ts';
import type { DoorState } from './door.ts';
import type { Connection } from './keep-connected.ts';
import { callStudent, type StudentSocket } from './student-socket.ts';
import type { Drafts } from './drafts.ts';
import { handIn } from './hand-in.ts';
import { beat } from './heartbeat.ts';
import { callLiveness } from './liveness-call.ts';
import { Looking } from './looking.ts';
import { Outgoing } from './outgoing.ts';
import type { FromStream, Link, PageEvent, Room, ToStream } from './protocol.ts';

export interface StreamParts {
  attemptId: string;
  device: string;
  outbox: Outbox;
  drafts: Drafts;
  clock: ServerClock;
  /** Server time in ms, as well as it is known. */
  now: () => number;
  connect: (onState: (state: DoorState) => void) => Connection<StudentSocket>;
  post: (message: FromStream) => void;
  keep: (room: Room, serverTime: number) => Promise<void>;
  forget: () => Promise<void>;
}
/** Refusals of a join that waiting does not mend. */
const FINAL = new Set(['NOT_FOUND', 'FORBIDDEN', 'CONSENT_REQUIRED', 'TEMPLATE_REQUIRED', 'BAD_REQUEST']);

/** The student's line to the server: joins, beats, calls, and tells the page what comes in. What goes out by numbers and what the camera is asked for stand apart. */
export class ExamStream {
  readonly #parts: StreamParts;
  readonly #connection: Connection<StudentSocket>;
  readonly #outgoing: Outgoing;
  readonly #looking: Looking;
  #room: Room | null = null;
  #live = false;
  #lost = false;
  /** The attempt is submitted, terminated or expired. */
  #over = false;
  #joining: Promise<void> | null = null;

  constructor(parts: StreamParts) {
    this.#parts = parts;
    const { outbox, now, post } = parts;
    this.#outgoing = new Outgoing({
      outbox,
      now,
      post,
      submit: (batch) => callStudent(this.#connection.socket, 'batch:submit', batch),
      isOver: () => this.#over,
      onRejoin: () => void this.#join(),
      onDenied: () => this.#connection.door.denied(),
    });
    // what does not get through is not tried again: the server asks anew
    this.#looking = new Looking({
      now,
      ask: (id, want) => post({ type: 'look', id, want }),
      add: (entry) => void this.#outgoing.add(entry),
      answer: (answer) => void callStudent(this.#connection.socket, 'frame:answer', answer).catch(() => undefined),
      unable: (word) => void callStudent(this.#connection.socket, 'frame:unable', word).catch(() => undefined),
    });
    this.#connection = parts.connect((state) => this.#onDoor(state));
    const { socket, door } = this.#connection;
    socket.on('connect', () => void this.#join());
    socket.on('frame:challenge', (challenge) => this.#looking.challenged(challenge));
    socket.on('attempt:changed', ({ serverTime, ...attempt }) => this.#changed(attempt));
    socket.on('hint:shown', ({ text }) => post({ type: 'hint', text }));
    socket.on('liveness:asked', (asked) => post({ type: 'liveness', asked }));
    socket.on('message:posted', (message) => post({ type: 'message', message }));
    socket.on('session:replaced', () => door.close('replaced'));
    beat(socket, { ...parts, isLive: () => this.#live, onDenied: () => door.denied(), onDead: () => door.drop() });
  }

  take(message: ToStream): void {
    const { drafts, now } = this.#parts;
    switch (message.type) {
      case 'looked':
        this.#looking.looked(message);
        break;
      case 'not_looked':
        this.#looking.none(message.id, message.why);
        break;
      case 'answer':
        drafts.put(message.questionId, message.value);
        break;
      case 'event':
        if (message.event === 'hidden' || message.event === 'visible') this.#looking.hidden(message.event === 'hidden');
        this.#note(message.event, message.detail.slice(0, 200));
        break;
      case 'message':
        void this.#outgoing.add({ type: 'message', at: now(), text: message.text });
        break;
      case 'flush':
        void drafts.flush();
        break;
      case 'call':
        void this.#call(message.id, message.what);
        break;
      case 'liveness':
        void callLiveness(this.#connection.socket, message).then(this.#parts.post);
        break;
      case 'online':
        this.#connection.door.hurry();
        break;
      case 'proved':
        this.#connection.door.proved();
        break;
      case 'leave':
        this.#looking.follow(null);
        this.#connection.close();
        break;
    }
  }

  /** Something new stands in the outbox. */
  queued(lane: Lane): void {
    this.#outgoing.queued(lane);
  }

  #note(event: PageEvent, detail = ''): void {
    void this.#outgoing.add({ type: 'event', at: this.#parts.now(), event, detail });
  }

  #onDoor(state: DoorState): void {
    const { post } = this.#parts;
    if (state.at === 'closed') {
      this.#setLive(false);
      this.#looking.follow(null);
      if (state.why === 'replaced' || state.why === 'signed_out') post({ type: 'link', link: { at: state.why } });
    } else if (state.at === 'held') {
      this.#setLive(false);
      post({ type: 'link', link: { at: 'unproved' } });
    } else if (state.at === 'waiting' || state.at === 'refreshing') {
      this.#setLive(false);
      post({ type: 'link', link: { at: 'offline' } });
    }
  }

  #setLive(live: boolean): void {
    if (this.#live && !live) {
      this.#lost = true;
      this.#note('network_lost');
    }
    this.#live = live;
    if (live) this.#outgoing.open();
    else this.#outgoing.close();
  }

  #join(): Promise<void> {
    this.#joining ??= this.#joinNow().finally(() => (this.#joining = null));
    return this.#joining;
  }

  async #joinNow(): Promise<void> {
    const { attemptId, device, outbox, clock, post } = this.#parts;
    this.#outgoing.close();
    try {
      const sentAt = performance.now();
      const joined = await callStudent(this.#connection.socket, 'attempt:join', {
        attemptId,
        device,
        holding: outbox.holding().slice(-50),
      });
      clock.sync({ serverTime: joined.serverTime, sentAt, receivedAt: performance.now() });
      this.#connection.door.settled();
      await this.#outgoing.adopt(joined);
      await this.#enter(joined);
    } catch (error) {
      const fault = error instanceof WireFault ? error : new WireFault(null);
      if (fault.code && FINAL.has(fault.code)) {
        post({ type: 'link', link: { at: 'refused', message: fault.message } satisfies Link });
        this.#connection.door.close('refused');
      } else if (fault.code === 'UNAUTHENTICATED') this.#connection.door.denied();
      else if (fault.code === 'PROOF_REQUIRED') this.#connection.door.unproved();
      else this.#connection.door.drop();
    }
  }

  async #enter(joined: Joined): Promise<void> {
    const { drafts, post, keep, now } = this.#parts;
    const { title, questions, answers, policy, attempt, messages } = joined;
    this.#room = { title, questions, answers, policy, attempt, messages };
    post({ type: 'clock', serverTime: now() });
    post({ type: 'room', room: this.#room, drafts: drafts.all(), live: true });
    post({ type: 'link', link: { at: 'live' } });
    post({ type: 'liveness', asked: joined.liveness });
    this.#setLive(true);
    if (this.#lost) this.#note('network_back');
    this.#lost = false;
    await drafts.flush();
    this.#changed(attempt);
    for (const challenge of joined.challenges) this.#looking.challenged(challenge);
    if (!this.#over) await keep(this.#room, joined.serverTime);
  }

  #changed(attempt: StudentAttempt): void {
    this.#parts.post({ type: 'attempt', attempt });
    if (this.#room) this.#room = { ...this.#room, attempt };
    this.#looking.follow(attempt.state === 'in_progress' ? (this.#room?.policy ?? null) : null);
    this.#over = isOver(attempt.state);
    if (this.#over) void this.#finish();
  }

  /** Sends the rest, then keeps nothing of the attempt in this browser. */
  async #finish(): Promise<void> {
    await this.#parts.drafts.flush();
    await this.#outgoing.drained(...LANES);
    await this.#parts.forget();
  }

  async #call(id: number, what: 'start' | 'submit'): Promise<void> {
    try {
      if (!this.#live) throw new WireFault(null);
      const { socket } = this.#connection;
      const { drafts, outbox } = this.#parts;
      const attempt = await (what === 'start' ? callStudent(socket, 'attempt:start', {}) : handIn(socket, drafts, this.#outgoing, outbox));
      this.#parts.post({ type: 'called', id, attempt });
      this.#changed(attempt);
      // the questions come with the join
      if (what === 'start') await this.#join();
    } catch (error) {
      this.#parts.post({ type: 'called', id, message: error instanceof Error ? error.message : new WireFault(null).message });
    }
  }
}
