import { isOver, type Entry, type FrameChallenge, type Joined, type Lane, laneOf, LANES, type StudentAttempt } from '@invigil/shared';
import type { ServerClock } from '../clock.ts';
import type { Outbox } from '../outbox.ts';
import { WireFault } from '../wire-fault.ts';
import type { DoorState } from './door.ts';
import type { Connection } from './keep-connected.ts';
import { callStudent, type StudentSocket } from './student-socket.ts';
import type { Drafts } from './drafts.ts';
import { LanePump } from './lane-pump.ts';
import { callLiveness } from './liveness-call.ts';
import { Looks } from './looks.ts';
import type { NewEntry } from './pack-entry.ts';
import type { FromStream, Link, Room, ToStream } from './protocol.ts';
import { Rhythm } from './rhythm.ts';

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
const BEAT_MS = 5000;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
/** Refusals of a join that waiting does not mend. */
const FINAL = new Set(['NOT_FOUND', 'FORBIDDEN', 'CONSENT_REQUIRED', 'TEMPLATE_REQUIRED', 'BAD_REQUEST']);

/** The student's line to the server: joins, sends the outbox, beats, answers challenges, and tells the page what comes in. */
export class ExamStream {
  readonly #parts: StreamParts;
  readonly #connection: Connection<StudentSocket>;
  readonly #pumps: Record<Lane, LanePump>;
  readonly #rhythm: Rhythm;
  readonly #looks: Looks;
  readonly #broken = new Set<string>();
  #room: Room | null = null;
  #live = false;
  #lost = false;
  /** The attempt is submitted, terminated or expired. */
  #over = false;
  #joining: Promise<void> | null = null;

  constructor(parts: StreamParts) {
    this.#parts = parts;
    this.#pumps = { answers: this.#pump('answers'), telemetry: this.#pump('telemetry') };
    this.#looks = new Looks(parts.now, (id, want) => parts.post({ type: 'look', id, want }));
    this.#rhythm = new Rhythm((want) => this.#looks.ask(want));
    this.#connection = parts.connect((state) => this.#onDoor(state));
    const { socket } = this.#connection;
    socket.on('connect', () => void this.#join());
    socket.on('frame:challenge', (challenge) => this.#challenged(challenge));
    socket.on('attempt:changed', ({ serverTime, ...attempt }) => this.#changed(attempt));
    socket.on('hint:shown', ({ text }) => parts.post({ type: 'hint', text }));
    socket.on('liveness:asked', (asked) => parts.post({ type: 'liveness', asked }));
    socket.on('message:posted', (message) => parts.post({ type: 'message', message }));
    socket.on('session:replaced', () => this.#connection.door.close('replaced'));
    setInterval(() => void this.#beat(), BEAT_MS);
  }

  take(message: ToStream): void {
    const { drafts, now } = this.#parts;
    switch (message.type) {
      case 'looked':
        this.#looked(message);
        break;
      case 'not_looked':
        this.#looks.none(message.id);
        break;
      case 'answer':
        drafts.put(message.questionId, message.value);
        break;
      case 'event':
        void this.add({ type: 'event', at: now(), event: message.event, detail: message.detail.slice(0, 200) });
        break;
      case 'message':
        void this.add({ type: 'message', at: now(), text: message.text });
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
        this.#rhythm.stop();
        this.#connection.close();
        break;
    }
  }

  async add(entry: NewEntry): Promise<void> {
    // a look that was still under way: the server takes no more of it, and it must not outlive what is forgotten
    if (this.#over && laneOf(entry.type) === 'telemetry') return;
    try {
      await this.#parts.outbox.add(entry);
    } catch {
      this.#parts.post({
        type: 'broken',
        message: 'This browser has no room left to keep your work. Free some disk space, then load this page again.',
      });
    }
    this.queued(laneOf(entry.type));
  }

  /** Something new stands in the outbox. */
  queued(lane: Lane): void {
    this.#pumps[lane].nudge();
    this.#tellWaiting();
  }

  #pump(lane: Lane): LanePump {
    return new LanePump({
      lane,
      outbox: this.#parts.outbox,
      submit: (batch) => callStudent(this.#connection.socket, 'batch:submit', batch),
      pause,
      onTaken: (entries) => this.#taken(entries),
      onRenumber: (stream) => {
        this.#broken.add(stream);
        void this.#join();
      },
      onRefresh: () => this.#connection.door.denied(),
    });
  }

  #onDoor(state: DoorState): void {
    const { post } = this.#parts;
    if (state.at === 'closed') {
      this.#setLive(false);
      this.#rhythm.stop();
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
      void this.add({ type: 'event', at: this.#parts.now(), event: 'network_lost', detail: '' });
    }
    this.#live = live;
    for (const lane of LANES) this.#pumps[lane][live ? 'open' : 'close']();
  }

  #join(): Promise<void> {
    this.#joining ??= this.#joinNow().finally(() => (this.#joining = null));
    return this.#joining;
  }

  async #joinNow(): Promise<void> {
    const { attemptId, device, outbox, clock, post } = this.#parts;
    for (const lane of LANES) this.#pumps[lane].close();
    try {
      const sentAt = performance.now();
      const joined = await callStudent(this.#connection.socket, 'attempt:join', {
        attemptId,
        device,
        holding: outbox.holding().slice(-50),
      });
      clock.sync({ serverTime: joined.serverTime, sentAt, receivedAt: performance.now() });
      this.#connection.door.settled();
      await outbox.adopt(joined.streams, joined.marks);
      for (const stream of this.#broken) await outbox.moveOn(stream);
      this.#broken.clear();
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
    if (this.#lost) void this.add({ type: 'event', at: now(), event: 'network_back', detail: '' });
    this.#lost = false;
    await drafts.flush();
    this.#changed(attempt);
    for (const challenge of joined.challenges) this.#challenged(challenge);
    if (!this.#over) await keep(this.#room, joined.serverTime);
  }

  #changed(attempt: StudentAttempt): void {
    this.#parts.post({ type: 'attempt', attempt });
    if (this.#room) this.#room = { ...this.#room, attempt };
    if (attempt.state === 'in_progress' && this.#room) {
      if (!this.#rhythm.running) this.#rhythm.start(this.#room.policy);
    } else this.#rhythm.stop();
    this.#over = isOver(attempt.state);
    if (this.#over) void this.#finish();
  }

  /** Sends the rest, then keeps nothing of the attempt in this browser. */
  async #finish(): Promise<void> {
    await this.#parts.drafts.flush();
    await Promise.all(LANES.map((lane) => this.#pumps[lane].drained()));
    await this.#parts.forget();
  }

  async #beat(): Promise<void> {
    if (!this.#live) return;
    const { outbox, clock, post, now } = this.#parts;
    const sentAt = performance.now();
    try {
      const { serverTime } = await callStudent(this.#connection.socket, 'heartbeat', { maxSeq: outbox.highest(), at: now() });
      clock.sync({ serverTime, sentAt, receivedAt: performance.now() });
      post({ type: 'clock', serverTime: now() });
    } catch (error) {
      const code = error instanceof WireFault ? error.code : null;
      if (code === 'UNAUTHENTICATED') this.#connection.door.denied();
      else if (code === null) this.#dropDeadLine();
    }
  }

  /** No answer within 15 s: the line is dead even if it looks open. */
  #dropDeadLine(): void {
    if (this.#live) this.#connection.door.drop();
  }

  #challenged({ nonce }: FrameChallenge): void {
    this.#looks.ask('frame', nonce);
  }

  #looked({ id, claim, jpeg }: Extract<ToStream, { type: 'looked' }>): void {
    const look = this.#looks.done(id);
    if (!look) return;
    const { at, nonce } = look;
    if (nonce !== null && jpeg)
      void callStudent(this.#connection.socket, 'frame:answer', { nonce, at, claim, jpeg }).catch(() => undefined);
    else if (jpeg) void this.add({ type: 'frame', at, claim, jpeg });
    else void this.add({ type: 'sample', at, claim });
  }

  #taken(entries: Entry[]): void {
    for (const entry of entries) {
      if (entry.type === 'answer')
        this.#parts.post({ type: 'saved', questionId: entry.questionId, value: entry.value, at: this.#parts.now() });
    }
    this.#tellWaiting();
  }

  #tellWaiting(): void {
    const { outbox, post } = this.#parts;
    post({ type: 'waiting', answers: outbox.waiting('answers'), telemetry: outbox.waiting('telemetry') });
  }

  async #call(id: number, what: 'start' | 'submit'): Promise<void> {
    try {
      if (!this.#live) throw new WireFault(null);
      const attempt = what === 'start' ? await callStudent(this.#connection.socket, 'attempt:start', {}) : await this.#submit();
      this.#parts.post({ type: 'called', id, attempt });
      this.#changed(attempt);
      // the questions come with the join
      if (what === 'start') await this.#join();
    } catch (error) {
      this.#parts.post({ type: 'called', id, message: error instanceof Error ? error.message : new WireFault(null).message });
    }
  }

  async #submit(): Promise<StudentAttempt> {
    await this.#parts.drafts.flush();
    await Promise.race([
      this.#pumps.answers.drained(),
      pause(15_000).then(() => {
        throw new WireFault(null);
      }),
    ]);
    const { stream, last } = this.#parts.outbox.current('answers') ?? { stream: '', last: 0 };
    return callStudent(this.#connection.socket, 'attempt:submit', { answersStream: stream, answersSeq: last });
  }
}
