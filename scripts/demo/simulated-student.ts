import {
  LANES,
  type Ack,
  type FaceClaim,
  type FrameChallenge,
  type Joined,
  type Lane,
  type ServerToStudent,
  type StudentAttempt,
  type StudentCall,
  type StudentReplies,
  type StudentRequest,
  type StudentToServer,
  type Unable,
  type WireError,
} from '@invigil/shared';
import { io, type Socket } from 'socket.io-client';
import { freshJpeg } from './fresh-jpeg.js';
import { Outbox, type Batch, type NewEntry } from './outbox.js';

/** What the simulated camera shows, and what the simulated page says about it. */
export interface Look {
  jpeg: Uint8Array;
  claim: FaceClaim;
}
export interface SimulatedStudentOptions {
  url: string;
  /** Access token of the student's account. */
  token: string;
  attemptId: string;
  /** A random id that stands for the browser. */
  device?: string;
  /** What is before the camera now; asked for each sample, frame and challenge. */
  look: () => Look;
  /** The camera hangs: the same bytes each time. */
  frozen?: boolean;
  /** Why the page cannot show what the server asks for now; null while it can. */
  unable?: () => Unable | null;
}

/** A refusal by the server. */
export class Refused extends Error {
  readonly wire: WireError;

  constructor(wire: WireError) {
    super(`${wire.code}: ${wire.message}`);
    this.wire = wire;
  }
}

const ACK_MS = 20_000;
const HEARTBEAT_MS = 3000;

/** A student's page without a page: real socket, real numbers and acks, an outbox that survives a lost connection, a clock mapped to the server's. */
export class SimulatedStudent {
  readonly socket: Socket<ServerToStudent, StudentToServer>;
  readonly outbox = new Outbox();
  joined: Joined | null = null;
  attempt: StudentAttempt | null = null;
  readonly #options: Required<SimulatedStudentOptions>;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #flushing = new Map<Lane, Promise<void>>();
  #clockOffset = 0;

  constructor(options: SimulatedStudentOptions) {
    this.#options = { device: crypto.randomUUID(), frozen: false, unable: () => null, ...options };
    this.socket = io(`${options.url}/student`, {
      transports: ['websocket'],
      auth: { token: options.token },
      forceNew: true,
      autoConnect: false,
    });
    this.socket.on('attempt:changed', (attempt) => {
      this.attempt = attempt;
    });
    this.socket.on('frame:challenge', (challenge) => void this.#answer(challenge).catch(() => undefined));
    this.socket.io.on('reconnect', () => void this.join().catch(() => undefined));
  }

  /** Connects and joins. @throws Refused */
  async connect(): Promise<Joined> {
    await new Promise<void>((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
      this.socket.connect();
    });
    return this.join();
  }

  async join(): Promise<Joined> {
    const { attemptId, device } = this.#options;
    const joined = await this.call('attempt:join', { attemptId, device, holding: this.outbox.holding() });
    this.#clockOffset = joined.serverTime - performance.now();
    this.outbox.joined(joined.streams, joined.marks);
    this.joined = joined;
    this.attempt = joined.attempt;
    for (const challenge of joined.challenges) void this.#answer(challenge).catch(() => undefined);
    void this.flush().catch(() => undefined);
    return joined;
  }

  /** Server time in milliseconds, as this page reckons it. */
  now(): number {
    return Math.round(performance.now() + this.#clockOffset);
  }

  /** One call and its answer. @throws Refused, or an error when no answer comes */
  async call<E extends StudentCall>(event: E, request: StudentRequest<E>): Promise<StudentReplies[E]> {
    // the contract's map ties request and reply to the event, which the compiler cannot follow through a type parameter
    const send = this.socket.timeout(ACK_MS) as unknown as {
      emitWithAck(name: E, body: StudentRequest<E>): Promise<Ack<StudentReplies[E]>>;
    };
    const reply = await send.emitWithAck(event, request);
    if (reply.error) throw new Refused(reply.error);
    return reply.data;
  }

  start(): Promise<StudentAttempt> {
    return this.call('attempt:start', {});
  }

  /** Sends what is left, then hands in. */
  async submit(): Promise<StudentAttempt> {
    await this.flush();
    return this.call('attempt:submit', { answersStream: this.outbox.current('answers'), answersSeq: this.outbox.used('answers') });
  }

  /** Puts an entry into the outbox and sends it as soon as it goes; `flush` waits for it. */
  add(entry: NewEntry): number {
    const seq = this.outbox.add(entry);
    if (this.socket.connected) void this.flush().catch(() => undefined);
    return seq;
  }

  sample(): number {
    return this.add({ type: 'sample', at: this.now(), claim: this.#options.look().claim });
  }

  frame(): number {
    return this.add({ type: 'frame', at: this.now(), ...this.#picture() });
  }

  answer(questionId: string, value: string | number | null): number {
    return this.add({ type: 'answer', at: this.now(), questionId, value });
  }

  /** Samples, frames and heartbeats by the exam's policy, until `rest`. `frameDelayMs` spreads students over time. */
  sit({ frameDelayMs = 0 } = {}): void {
    const policy = this.joined?.policy;
    if (!policy) throw new Error('Join the attempt first.');
    const every = (ms: number, run: () => unknown): void => void this.#timers.push(setInterval(run, ms));
    every(policy.sampleSeconds * 1000, () => this.sample());
    every(HEARTBEAT_MS, () => void this.heartbeat().catch(() => undefined));
    this.#timers.push(
      setTimeout(() => {
        this.frame();
        every(policy.frameSeconds * 1000, () => this.frame());
      }, frameDelayMs),
    );
  }

  rest(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
  }

  heartbeat(): Promise<{ serverTime: number }> {
    const maxSeq = Object.fromEntries(LANES.map((lane) => [lane, this.outbox.used(lane)]));
    return this.call('heartbeat', { maxSeq, at: this.now() });
  }

  /** Sends everything that is not committed yet, answers first, one batch at a time in each lane. */
  async flush(): Promise<void> {
    for (const lane of LANES) await this.#flushLane(lane);
  }

  close(): void {
    this.rest();
    this.socket.disconnect();
  }

  /** A flush that runs takes along what is added meanwhile. */
  #flushLane(lane: Lane): Promise<void> {
    const running = this.#flushing.get(lane) ?? this.#drain(lane);
    this.#flushing.set(lane, running);
    return running;
  }

  async #drain(lane: Lane): Promise<void> {
    // lets `#flushLane` note that it runs before it can end
    await Promise.resolve();
    try {
      for (let batch = this.outbox.next(lane); batch; batch = this.outbox.next(lane)) await this.#send(batch);
    } finally {
      this.#flushing.delete(lane);
    }
  }

  async #send(batch: Batch): Promise<void> {
    try {
      const { stream, mark } = await this.call('batch:submit', batch);
      this.outbox.committed(stream, mark);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { code, expectedSeq } = error.wire;
      if (code === 'SEQ_GAP' && expectedSeq !== undefined && expectedSeq > (batch.entries[0]?.seq ?? 0))
        this.outbox.committed(batch.stream, expectedSeq - 1);
      else if (code === 'WRONG_STATE' || code === 'STREAM_CLOSED') this.outbox.drop(batch.stream);
      else throw error;
    }
  }

  #answer({ nonce }: FrameChallenge): Promise<unknown> {
    const reason = this.#options.unable();
    if (reason !== null) return this.call('frame:unable', { nonce, reason });
    return this.call('frame:answer', { nonce, at: this.now(), ...this.#picture() });
  }

  #picture(): Look {
    const { look, frozen } = this.#options;
    const { jpeg, claim } = look();
    return { jpeg: frozen ? jpeg : freshJpeg(jpeg), claim };
  }
}
